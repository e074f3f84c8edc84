namespace Duet.Soak.Checks;

/// <summary>The other, from the moment when one was told of them to the moment when one is told that they left.</summary>
internal sealed class Peer(string uid)
{
    public string Uid { get; } = uid;

    /// <summary>Letters to them.</summary>
    public int Sent { get; set; }

    /// <summary>Letters from them.</summary>
    public int Received { get; set; }

    public bool IsAway { get; set; }
}
