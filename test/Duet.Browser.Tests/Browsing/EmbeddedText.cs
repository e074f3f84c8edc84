using System.Reflection;

namespace Duet.Browser.Tests.Browsing;

/// <summary>Files of this project that are embedded into it.</summary>
internal static class EmbeddedText
{
    public static string Read(string fileName)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(fileName)!);
        return reader.ReadToEnd();
    }
}
