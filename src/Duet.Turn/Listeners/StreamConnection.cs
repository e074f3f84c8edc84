using System.IO.Pipelines;
using Duet.Turn.Allocations;

namespace Duet.Turn.Listeners;

/// <summary>A connection over TCP or TLS, as its host handed it in.</summary>
/// <param name="Transport">Its bytes, decrypted.</param>
/// <param name="FiveTuple">Where it comes from and goes to, over what.</param>
/// <param name="Held">What lies below its encryption, where that can hold a burst together.</param>
internal readonly record struct StreamConnection(IDuplexPipe Transport, FiveTuple FiveTuple, IHeldOutput? Held)
{
    public bool IsTls => FiveTuple.Protocol is TransportProtocol.Tls;
}
