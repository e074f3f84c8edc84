namespace Duet.Stun;

/// <summary>How a key is made of a password (RFC 8489 section 18.5.1). A message may carry any other value.</summary>
public enum PasswordAlgorithm : ushort
{
    Md5 = 0x0001,
    Sha256 = 0x0002,
}
