using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Duet.Stun.Tests.Harness;

/// <summary>Checks a property with the same cases on each run. A failure prints the seed of its case and the smallest case found.</summary>
/// <remarks>For a walk further afield: <c>DUET_PROPERTY_SEED</c> begins elsewhere, <c>DUET_PROPERTY_FACTOR</c> takes more cases.</remarks>
internal static class PropertyCheck
{
    private const ulong Gamma = 0x9E3779B97F4A7C15; // SplitMix64's own, odd as it must be.

    public static void Holds(Property property, int cases)
    {
        var start = new Replay(new Rnd(Setting("DUET_PROPERTY_SEED", 20260101), Gamma), FSharpOption<int>.None);
        var config = Config.QuickThrowOnFailure
            .WithQuietOnSuccess(true)
            .WithMaxTest(cases * (int)Setting("DUET_PROPERTY_FACTOR", 1))
            .WithReplay(FSharpOption<Replay>.Some(start));
        Check.One(config, property);
    }

    /// <summary>Checks a property of values that cannot be made smaller.</summary>
    public static void Holds<T>(Gen<T> values, Action<T> property, int cases) =>
        Holds(Prop.ForAll(Arb.From(values), property), cases);

    /// <summary>Checks a property of bytes, and finds the fewest that it does not hold for.</summary>
    public static void HoldsForBytes(Gen<byte[]> values, Action<byte[]> property, int cases) =>
        Holds(Prop.ForAll(Arb.From(values, Shrink), property), cases);

    private static IEnumerable<byte[]> Shrink(byte[] bytes)
    {
        if (bytes.Length > 8)
        {
            yield return bytes[..(bytes.Length / 2)];
            yield return bytes[(bytes.Length / 2)..];
        }

        for (var index = 0; index < bytes.Length; index++) yield return [.. bytes[..index], .. bytes[(index + 1)..]];
    }

    private static ulong Setting(string name, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
