using System.Text;
using Duet.Stun;

namespace Duet.Turn.Tests.Authentication;

/// <summary>An Allocate request as a client makes it after a challenge. By default one of RFC 5389's time: MD5 and MESSAGE-INTEGRITY.</summary>
internal sealed record SignedRequest
{
    private const int Capacity = 4096;

    /// <summary>For <see cref="Offer"/>: exactly what challenges offer.</summary>
    public static IReadOnlyList<PasswordAlgorithm> WholeOffer { get; } = [PasswordAlgorithm.Sha256, PasswordAlgorithm.Md5];

    public static TransactionId TransactionId { get; } = TransactionId.Read("transaction1"u8);

    public string? Username { get; init; } = "alice";

    /// <summary>Instead of <see cref="Username"/>, bytes as they are.</summary>
    public byte[]? RawUsername { get; init; }

    public byte[]? Userhash { get; init; }

    public string Password { get; init; } = "alice's password";

    public string? Realm { get; init; } = "duet";

    public byte[]? Nonce { get; init; }

    public IReadOnlyList<PasswordAlgorithm>? Offer { get; init; }

    public PasswordAlgorithm? Choice { get; init; }

    /// <summary>What the key is made with.</summary>
    public PasswordAlgorithm KeyAlgorithm { get; init; } = PasswordAlgorithm.Md5;

    public string KeyUsername { get; init; } = "alice";

    public bool HasIntegrity { get; init; } = true;

    public bool HasIntegritySha256 { get; init; }

    public ReadOnlySpan<byte> Key
    {
        get
        {
            var key = new byte[LongTermKey.MaxLength];
            return key.AsSpan(0, LongTermKey.Derive(KeyAlgorithm, KeyUsername, Realm ?? "duet", Password, key));
        }
    }

    /// <summary>The same after the choice of SHA-256, as RFC 8489 wants it of a client that can.</summary>
    public SignedRequest Modern() => this with
    {
        Offer = WholeOffer,
        Choice = PasswordAlgorithm.Sha256,
        KeyAlgorithm = PasswordAlgorithm.Sha256,
        HasIntegrity = false,
        HasIntegritySha256 = true,
    };

    public SignedRequest As(string username, string password) => this with { Username = username, KeyUsername = username, Password = password };

    public SignedRequest Anonymous()
    {
        var userhash = new byte[Stun.Userhash.Length];
        Stun.Userhash.Compute(KeyUsername, "duet", userhash);
        return this with { Username = null, Userhash = userhash };
    }

    public byte[] ToBytes()
    {
        var writer = new StunMessageWriter(new byte[Capacity], StunClass.Request, StunMethod.Allocate, TransactionId);
        writer.AddRequestedTransport(17);
        if (Username is not null) writer.Add(StunAttributeType.Username, Encoding.UTF8.GetBytes(Username));
        if (RawUsername is not null) writer.Add(StunAttributeType.Username, RawUsername);
        if (Userhash is not null) writer.Add(StunAttributeType.Userhash, Userhash);
        if (Realm is not null) writer.Add(StunAttributeType.Realm, Encoding.UTF8.GetBytes(Realm));
        if (Nonce is not null) writer.Add(StunAttributeType.Nonce, Nonce);
        if (Offer is not null) writer.AddPasswordAlgorithms([.. Offer]);
        if (Choice is { } choice) writer.AddPasswordAlgorithm(choice);
        if (HasIntegrity) writer.AddMessageIntegrity(Key);
        if (HasIntegritySha256) writer.AddMessageIntegritySha256(Key);
        return writer.Written.ToArray();
    }
}
