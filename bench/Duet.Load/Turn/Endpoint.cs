using Duet.Load.Turn.Links;

namespace Duet.Load.Turn;

/// <summary>One end of a call: a client of the relay, or a plain peer that knows nothing of it.</summary>
internal sealed class Endpoint
{
    private readonly MessageReceived _received;

    public Endpoint(int index, ILink link, bool isClient, EndpointReceived received)
    {
        Index = index;
        Link = link;
        Client = isClient ? new TurnClient(link) : null;
        _received = message => received(this, message);
    }

    /// <summary>Its place in the loop. The ends of a call are neighbours: 0 and 1, 2 and 3.</summary>
    public int Index { get; }

    public ILink Link { get; }

    /// <summary>Null for a plain peer.</summary>
    public TurnClient? Client { get; }

    /// <summary>Packets that it has sent.</summary>
    public uint Sent { get; set; }

    /// <summary>The number of the packet that must come next if none is lost.</summary>
    public uint Expected { get; set; }

    public void Receive() => Link.Receive(_received);
}
