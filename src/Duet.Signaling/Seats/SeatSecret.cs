using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Duet.Signaling.Seats;

/// <summary>Proves who holds a seat: 128 random bits as base64url, told to the holder alone and never logged.</summary>
internal readonly record struct SeatSecret(string Value)
{
    private const int SecretBytes = 16;

    public static SeatSecret Create()
    {
        Span<byte> secret = stackalloc byte[SecretBytes];
        RandomNumberGenerator.Fill(secret);
        return new SeatSecret(Base64Url.EncodeToString(secret));
    }

    /// <summary>Whether a secret that somebody brings is this one. Takes the same time however much of it is right.</summary>
    public bool Matches(SeatSecret brought) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(Value.AsSpan()), MemoryMarshal.AsBytes(brought.Value.AsSpan()));

    /// <summary>Hides the secret from logs and debuggers.</summary>
    public override string ToString() => "(secret)";
}
