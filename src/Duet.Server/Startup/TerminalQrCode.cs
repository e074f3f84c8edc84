using System.Text;
using QRCoder;

namespace Duet.Server.Startup;

/// <summary>Draws a QR code with half blocks, black on white whatever colours the terminal has.</summary>
internal static class TerminalQrCode
{
    private const string BlackOnWhite = "\e[30;107m";
    private const string Reset = "\e[0m";
    private const string Indent = "  ";

    public static string Draw(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var modules = code.ModuleMatrix; // The quiet zone of four modules is part of it.
        var drawing = new StringBuilder();
        for (var row = 0; row < modules.Count; row += 2)
        {
            drawing.Append(Indent).Append(BlackOnWhite);
            for (var column = 0; column < modules.Count; column++)
            {
                drawing.Append(HalfBlocks(modules[row][column], row + 1 < modules.Count && modules[row + 1][column]));
            }

            drawing.AppendLine(Reset);
        }

        return drawing.ToString();
    }

    private static char HalfBlocks(bool upper, bool lower) => (upper, lower) switch
    {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        _ => ' ',
    };
}
