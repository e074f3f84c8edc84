namespace Duet.Server;

/// <summary>Everything that the server logs. An id is never reused.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Session {ConnectionId} ended: {Reason}")]
    public static partial void SessionEnded(ILogger logger, string connectionId, string reason);

    [LoggerMessage(2, LogLevel.Information, "Made a self-signed certificate for {Names}, good until {NotAfter:yyyy-MM-dd}, in {Path}")]
    public static partial void CertificateGenerated(ILogger logger, string names, DateTimeOffset notAfter, string path);

    [LoggerMessage(3, LogLevel.Warning, "The certificate in {Path} cannot be read and is made anew: {Reason}")]
    public static partial void GeneratedCertificateUnreadable(ILogger logger, string path, string reason);

    [LoggerMessage(4, LogLevel.Information, "Loaded the certificate in {Path}, good until {NotAfter:yyyy-MM-dd}")]
    public static partial void CertificateLoaded(ILogger logger, string path, DateTimeOffset notAfter);

    [LoggerMessage(5, LogLevel.Error, "The certificate in {Path} has changed but cannot be read; the one before stays in use: {Reason}")]
    public static partial void CertificateReloadFailed(ILogger logger, string path, string reason);

    [LoggerMessage(6, LogLevel.Information, "The relay takes STUN and TURN on UDP port {UdpPort} and TCP port {TcpPort}")]
    public static partial void RelayStarted(ILogger logger, int udpPort, int tcpPort);

    [LoggerMessage(7, LogLevel.Warning, "The time to stop is over, and what is still open is cut, {Sessions} signaling connections among it")]
    public static partial void StopCutShort(ILogger logger, int sessions);
}
