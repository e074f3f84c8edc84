namespace Duet.Turn.Tests;

/// <summary>For tests that measure something of the whole process: they run one after the other, when all others are done.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
