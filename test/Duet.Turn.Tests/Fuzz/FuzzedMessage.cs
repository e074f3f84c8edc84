namespace Duet.Turn.Tests.Fuzz;

/// <summary>What a client sends.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="Body">What it was before it was signed, from which others are made.</param>
/// <param name="Signer">Whose name and password it was rightly signed with; null for nobody's.</param>
/// <param name="Key">What it was signed with, rightly or not; empty where it was not.</param>
internal sealed record FuzzedMessage(byte[] Bytes, byte[] Body, string? Signer, byte[] Key)
{
    public static FuzzedMessage Unsigned(byte[] body) => new(body, body, null, []);
}
