using Duet.Lab.Calls;

namespace Duet.Lab.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void TryParse_Faults_LeavesOtherPartsOut()
    {
        Assert.True(CommandLine.TryParse(["--faults", "--rounds", "3"], out var options, out _));

        Assert.Equal((LabParts.Faults, 3), (options.Parts, options.Rounds));
    }

    [Fact]
    public void TryParse_TwoParts_KeepsBoth()
    {
        Assert.True(CommandLine.TryParse(["--faults", "--endings"], out var options, out _));

        Assert.Equal(LabParts.Faults | LabParts.Endings, options.Parts);
    }

    [Fact]
    public void TryParse_SeveralNames_KeepsAll()
    {
        Assert.True(CommandLine.TryParse(["--only", "hairpin", "--only", "loss-5"], out var options, out _));

        Assert.Equal(["hairpin", "loss-5"], Laboratory.Names(options));
    }

    [Fact]
    public void TryParse_DocumentsOfWhatCiRuns_AreRefused() => Assert.False(CommandLine.TryParse(["--write-docs", "--ci"], out _, out _));

    [Theory]
    [InlineData("a", true, false)]
    [InlineData("b", false, true)]
    [InlineData("both", true, true)]
    public void TryParse_Firefox_IsGivenToThatSide(string side, bool a, bool b)
    {
        Assert.True(CommandLine.TryParse(["--firefox", side], out var options, out _));

        Assert.Equal((a, b), (options.Engines.A is Engine.Firefox, options.Engines.B is Engine.Firefox));
    }

    [Fact]
    public void TryParse_DocumentsOfFirefoxWithoutATable_AreRefused() =>
        Assert.False(CommandLine.TryParse(["--write-docs", "--firefox", "a"], out _, out _));

    [Theory]
    [InlineData("--colour")]
    [InlineData("--firefox", "c")]
    [InlineData("--only")]
    [InlineData("--rounds", "0")]
    public void TryParse_WhatItDoesNotKnow_NamesIt(params string[] arguments)
    {
        Assert.False(CommandLine.TryParse(arguments, out _, out var error));

        Assert.Contains(arguments[0], error, StringComparison.Ordinal);
    }
}
