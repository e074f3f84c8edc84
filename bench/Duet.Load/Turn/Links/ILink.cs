namespace Duet.Load.Turn.Links;

/// <summary>How one end reaches the server or, as a plain peer, the relayed address. Nothing here waits, but for a full TLS connection.</summary>
internal interface ILink : IDisposable
{
    nint Descriptor { get; }

    /// <summary>Sends one message: a STUN request.</summary>
    void Send(ReadOnlySpan<byte> message);

    /// <summary>Sends all packets of a burst, each by itself, as a browser does.</summary>
    /// <returns>How many were taken: the rest did not fit and is not sent.</returns>
    int Send(PacketBurst burst);

    /// <summary>Hands on what has arrived, message by message.</summary>
    /// <exception cref="LoadException">The other end is gone.</exception>
    void Receive(MessageReceived received);
}
