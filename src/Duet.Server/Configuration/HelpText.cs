using System.Text;

namespace Duet.Server.Configuration;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public static bool IsAskedFor(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    public static string Write()
    {
        var text = new StringBuilder()
            .AppendLine("Duet: one-to-one video calls from one process.")
            .AppendLine()
            .AppendLine("  --urls ADDRESSES    where to listen, separated by ';' (default https://*:8443);")
            .AppendLine("                      http:// addresses serve too, behind a proxy or on localhost")
            .AppendLine()
            .AppendLine("Each option below is given as --Duet:Section:Name=VALUE or as environment variable Duet__Section__Name.")
            .AppendLine("N counts from 0.")
            .AppendLine();

        foreach (var rule in OptionRules.All)
        {
            text.AppendLine($"  {rule.Key}")
                .AppendLine($"      {rule.Meaning}")
                .AppendLine($"      {rule.Allowed}; default: {rule.Default}");
        }

        return text.ToString();
    }
}
