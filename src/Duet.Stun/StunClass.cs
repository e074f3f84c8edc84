namespace Duet.Stun;

/// <summary>The class of a message (RFC 8489 section 5), with the values of its two bits.</summary>
public enum StunClass : byte
{
    Request = 0,
    Indication = 1,
    SuccessResponse = 2,
    ErrorResponse = 3,
}
