using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Duet.TestKit;

/// <summary>Checks a property with the same cases on each run. A failure prints the seed of its case and the smallest case found.</summary>
/// <remarks>For a walk further afield: <c>DUET_PROPERTY_SEED</c> begins elsewhere, <c>DUET_PROPERTY_FACTOR</c> takes more cases.</remarks>
public static class PropertyCheck
{
    private const ulong Gamma = 0x9E3779B97F4A7C15; // SplitMix64's own, odd as it must be.
    private const int FewItems = 3;

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

    /// <summary>Checks a property of lists, and finds the shortest that it does not hold for.</summary>
    public static void HoldsForArrays<T>(Gen<T[]> values, Action<T[]> property, int cases) =>
        Holds(Prop.ForAll(Arb.From(values, Shrink), property), cases);

    /// <summary>Smaller versions of a list: halves of it, and each without one of its items.</summary>
    public static IEnumerable<T[]> Shrink<T>(T[] items)
    {
        if (items.Length > FewItems)
        {
            yield return items[..(items.Length / 2)];
            yield return items[(items.Length / 2)..];
        }

        for (var index = 0; index < items.Length; index++) yield return [.. items[..index], .. items[(index + 1)..]];
    }

    private static ulong Setting(string name, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
