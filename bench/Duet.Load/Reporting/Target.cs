namespace Duet.Load.Reporting;

/// <summary>What a figure is held against: a bound of its own, or a multiple of the comparison's figure.</summary>
internal sealed record Target<TResult>(string Name, Func<TResult, double> Value, double? Most = null, double? MostRatio = null);
