using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Duet.Signaling.Tests.Harness;

/// <summary>Generators of what nobody should send: noise, and messages of the samples that something was done to.</summary>
internal static class HostileText
{
    private static readonly byte[][] _samples =
        [.. MessageSample.NamesFrom("client", "both", "server").Select(name => MessageSample.Read(name).Utf8)];

    // What a parser trips over, inserted at any place.
    private static readonly string[] _fragments =
    [
        "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "true", "1e5", "-0", "0x1", "//", "/*", "\\u", "\\u0063", "\\ud800", "\\udc00",
        "\\ud842\\udfb7", "\\u0000", "\0", "\t", "\n", "\uFEFF", "茶", "𠮷", "\"cmd\":\"join\",", "\"roomId\":1,", "\"\\u0063md\":\"leave\",",
        "\"uid\":{},", "\"msg\":\"\\ud800\",", "\"remoteUid\":\"\",", "\"\\udc00\":0,", "\"seq\":1,", "\"seq\":1e2,", "\"lastSeen\":0,", "\"lastSeen\":9007199254740992,",
        "\"seat\":\"x\",", "\"resume\":true,", "\"hold\":true,", "[[[[[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":",
    ];

    /// <summary>Any bytes.</summary>
    public static Gen<byte[]> Noise { get; } = Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value));

    /// <summary>A sample with one to four mutations. Mostly still text.</summary>
    public static Gen<byte[]> Mutated { get; } = MutatedFrom(Gen.Elements(_samples));

    /// <summary>The same of messages to nobody: many of them are still that.</summary>
    public static Gen<byte[]> Unaddressed { get; } = MutatedFrom(Gen.Elements(
        MessageSample.Read("parked-offer").Utf8, MessageSample.Read("parked-candidate").Utf8, MessageSample.Read("withdrawn-offer").Utf8));

    /// <summary>JSON of any shape, with the protocol's names in it.</summary>
    public static Gen<byte[]> RandomJson { get; } = Gen.Sized(size => Json(Math.Min(size, 12))).Select(Encoding.UTF8.GetBytes);

    public static Gen<byte[]> Any { get; } = Gen.Frequency(
        (1, Noise),
        (8, Mutated),
        (3, RandomJson),
        (1, Gen.Elements(_samples)));

    /// <summary>Whatever a real WebSocket would take for text.</summary>
    public static Gen<byte[]> AnyText { get; } = Any.Select(bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)));

    private static Gen<byte[]> MutatedFrom(Gen<byte[]> samples) =>
        from sample in samples
        from count in Gen.Choose(1, 4)
        from mutations in Gen.ListOf(Mutation(), count)
        select mutations.Aggregate(sample, (bytes, mutate) => mutate(bytes));

    private static Gen<Func<byte[], byte[]>> Mutation() => Gen.Frequency(
        (2, At((bytes, place, value) => [.. bytes[..place], (byte)(bytes[place] ^ (1 << (value % 8))), .. bytes[(place + 1)..]])),
        (2, At((bytes, place, value) => [.. bytes[..place], .. bytes[Math.Min(bytes.Length, place + 1 + (value % 8))..]])),
        (1, At((bytes, place, _) => bytes[..place])),
        (1, At((bytes, place, _) => [.. bytes[..place], .. bytes[..place], .. bytes[place..]])),
        (1, At((bytes, place, value) => [.. bytes[..place], (byte)value, .. bytes[place..]])),
        (5, At((bytes, place, value) => Insert(bytes, place, _fragments[value % _fragments.Length]))),
        (3, At((bytes, _, value) => Insert(bytes, bytes.AsSpan().IndexOf((byte)'{') + 1, _fragments[value % _fragments.Length]))));

    private static Gen<Func<byte[], byte[]>> At(Func<byte[], int, int, byte[]> mutate) =>
        from place in Gen.Choose(0, 1 << 20)
        from value in Gen.Choose(0, 255)
        select (Func<byte[], byte[]>)(bytes => bytes.Length == 0 ? bytes : mutate(bytes, place % bytes.Length, value));

    private static byte[] Insert(byte[] bytes, int place, string fragment) =>
        [.. bytes[..place], .. Encoding.UTF8.GetBytes(fragment), .. bytes[place..]];

    private static Gen<string> Json(int size)
    {
        var leaf = Gen.Elements(
            "null", "true", "0", "-1.5e3", "\"\"", "\"join\"", "\"leave\"", "\"offer\"", "\"keepalive\"", "\"anna\"", "\"\\ud800\"", "\"a b\"");
        if (size == 0) return leaf;

        var name = Gen.Elements("cmd", "roomId", "uid", "remoteUid", "msg", "\\u006dsg", "\\udfff", "x");
        var field = from key in name from value in Json(size / 3) select $"\"{key}\":{value}";
        var fields = from count in Gen.Choose(0, 6) from list in Gen.ListOf(field, count) select $"{{{string.Join(',', list)}}}";
        var array = from count in Gen.Choose(0, 3) from list in Gen.ListOf(Json(size / 3), count) select $"[{string.Join(',', list)}]";
        return Gen.Frequency((3, fields), (1, array), (1, leaf));
    }
}
