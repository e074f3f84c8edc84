using System.Buffers.Text;
using System.Security.Cryptography;

namespace Duet.Signaling.Rooms;

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

    /// <summary>Hides the secret from logs and debuggers.</summary>
    public override string ToString() => "(secret)";
}
