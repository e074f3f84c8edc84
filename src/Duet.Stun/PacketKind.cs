namespace Duet.Stun;

/// <summary>What a datagram to the relay is.</summary>
public enum PacketKind
{
    Other,
    Stun,
    ChannelData,
}
