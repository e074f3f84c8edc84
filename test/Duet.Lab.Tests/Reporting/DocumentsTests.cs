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
        var text = Documents.Replace(Text, Engines.Chromium, "| new |\n|---|", ["| 1 |"]);

        Assert.Equal(Text.Replace("| old |\n| older |\n", "| new |\n|---|\n| 1 |\n", StringComparison.Ordinal), text);
    }

    [Fact]
    public void Replace_NoTableYet_IsPutBehindTheMark()
    {
        var text = Documents.Replace(Text, _firefoxFirst, "| new |", ["| 1 |"]);

        Assert.EndsWith("--firefox a --write-docs -->\n| new |\n| 1 |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Replace_NoMarkOfTheseBrowsers_IsNothing() =>
        Assert.Null(Documents.Replace(Text, new Engines(Engine.Firefox, Engine.Firefox), "| new |", []));
}
