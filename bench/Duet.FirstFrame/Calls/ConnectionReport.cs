namespace Duet.FirstFrame.Calls;

/// <summary>What the statistics say of a connection, once there is a picture.</summary>
internal sealed record ConnectionReport(
    string LocalCandidate,
    string RemoteCandidate,
    string RelayProtocol,
    string TlsVersion,
    string DtlsRole,
    string IceRole,
    string Codec,
    int KeyFrames,
    int KeyFrameRequests)
{
    /// <summary>Whether both ends go through a relay, as they must.</summary>
    public bool IsRelayed => LocalCandidate == "relay" && RemoteCandidate == "relay";

    public override string ToString()
    {
        var version = TlsVersion switch
        {
            "FEFF" => "DTLS 1.0",
            "FEFD" => "DTLS 1.2",
            "FEFC" => "DTLS 1.3",
            var other => $"DTLS version {other}",
        };
        return $"{LocalCandidate}-{RemoteCandidate} over {RelayProtocol}, {version}, DTLS {DtlsRole}, ICE {IceRole}, {Codec}, "
            + $"{KeyFrames} key frames, {KeyFrameRequests} key frame requests";
    }
}
