namespace Duet.Stun.Tests.Attributes;

public sealed class TextAttributeTests
{
    public delegate bool Reads(ReadOnlySpan<byte> value);

    public static TheoryData<string, int, Reads> Readers => new()
    {
        { nameof(Username), 508, value => Username.TryRead(value, out var text) && text == value },
        { nameof(Realm), 763, value => Realm.TryRead(value, out var text) && text == value },
        { nameof(Nonce), 763, value => Nonce.TryRead(value, out var text) && text == value },
        { nameof(Software), 763, value => Software.TryRead(value, out var text) && text == value },
        { nameof(AlternateDomain), 255, value => AlternateDomain.TryRead(value, out var text) && text == value },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public void TryRead_TextOfALength_IsReadUpToTheRfcs(string name, int most, Reads reads)
    {
        foreach (var bytes in (int[])[0, 1, most - 1, most]) Assert.True(reads(new byte[bytes]), $"{name} of {bytes} bytes");
        foreach (var bytes in (int[])[most + 1, most + 2, ushort.MaxValue]) Assert.False(reads(new byte[bytes]), $"{name} of {bytes} bytes");
    }
}
