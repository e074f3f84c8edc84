using Duet.Lab.Calls;
using Duet.Lab.Reporting;

namespace Duet.Lab.Tests.Reporting;

public sealed class DocumentsTests
{
    private const string Text = """
        # Faults

        <!-- written by lab/run --write-docs -->
        | old |
        | older |

        With a Firefox:

        <!-- written by lab/run --firefox a --write-docs -->

        """;

    private static readonly Engines _firefoxFirst = new(Engine.Firefox, Engine.Chromium);

    [Fact]
    public void Replace_TableOfTheseBrowsers_LeavesAllElseAsItIs()
    {
        var text = Documents.Replace(Text, Engines.Chromium, Whole("| new |\n|---|", "| 1 |"));

        Assert.Equal(Text.Replace("| old |\n| older |\n", "| new |\n|---|\n| 1 |\n", StringComparison.Ordinal), text);
    }

    [Fact]
    public void Replace_NoTableYet_IsPutBehindTheMark()
    {
        var text = Documents.Replace(Text, _firefoxFirst, Whole("| new |", "| 1 |"));

        Assert.EndsWith("--firefox a --write-docs -->\n| new |\n| 1 |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Replace_NoMarkOfTheseBrowsers_IsNothing() =>
        Assert.Null(Documents.Replace(Text, new Engines(Engine.Firefox, Engine.Firefox), Whole("| new |")));

    [Fact]
    public void Replace_PartOfTheCases_LeavesTheRowsOfTheOthers()
    {
        const string Former = "<!-- written by lab/run --write-docs -->\n| case | time |\n|---|---|\n| a | 1 |\n| b | 2 |\n\nBehind it.";

        var text = Documents.Replace(Former, Engines.Chromium, new DocumentTable("| case | time |\n|---|---|", ["| b | 3 |", "| c | 4 |"], IsPart: true));

        Assert.Equal(Former.Replace("| b | 2 |", "| b | 3 |\n| c | 4 |", StringComparison.Ordinal), text);
    }

    private static DocumentTable Whole(string head, params string[] rows) => new(head, rows, IsPart: false);
}
