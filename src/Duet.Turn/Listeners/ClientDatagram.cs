using Duet.Turn.Allocations;
using Duet.Turn.Sockets;

namespace Duet.Turn.Listeners;

/// <summary>What goes back to a client over UDP: from the address that it sent to, as its NAT lets nothing else in.</summary>
internal static class ClientDatagram
{
    public static OutboundDatagram For(in FiveTuple client, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, int paddingBytes) => new()
    {
        To = client.Client,
        From = client.Server.Address,
        Header = header,
        Payload = payload,
        PaddingBytes = paddingBytes,
    };
}
