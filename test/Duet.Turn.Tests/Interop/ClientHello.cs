namespace Duet.Turn.Tests.Interop;

/// <summary>
/// The first thing that a DTLS client says. libdatachannel 0.24 can stand still for ever when it comes while its own side of DTLS is being
/// started: the thread that starts holds libjuice's lock and waits for that of OpenSSL, and the thread that answers holds that one and waits for
/// the first. A ClientHello that is lost comes again a second later, when all has long been started.
/// </summary>
internal static class ClientHello
{
    private const byte HandshakeRecord = 22; // RFC 6347 section 4.1
    private const byte ClientHelloMessage = 1; // RFC 6347 section 4.3.2
    private const int RecordHeaderBytes = 13;

    // Epoch 0 and sequence number 0, after a version of which the first byte says that it is DTLS.
    private static ReadOnlySpan<byte> FirstRecord => [0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Whether the datagram carries one, as ChannelData or in a Send indication.</summary>
    public static bool IsIn(ReadOnlySpan<byte> datagram)
    {
        for (var at = 0; at + RecordHeaderBytes < datagram.Length; at++)
        {
            var record = datagram[at..];
            if (record[0] == HandshakeRecord && record[1] == 0xFE && record[3..].StartsWith(FirstRecord))
                return record[RecordHeaderBytes] == ClientHelloMessage;
        }

        return false;
    }
}
