namespace Duet.Stun;

/// <summary>The methods of RFC 8489 section 18.2 and RFC 8656 section 17. A message may carry any other value of 12 bits.</summary>
public enum StunMethod : ushort
{
    Binding = 0x001,
    Allocate = 0x003,
    Refresh = 0x004,
    Send = 0x006,
    Data = 0x007,
    CreatePermission = 0x008,
    ChannelBind = 0x009,
}
