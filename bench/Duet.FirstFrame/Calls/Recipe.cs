using System.Reflection;

namespace Duet.FirstFrame.Calls;

/// <summary>A way to come to a call: a page with a button "Join".</summary>
/// <param name="Name">In tables and on the command line.</param>
/// <param name="ReadyWhen">What the page has done when somebody could click.</param>
/// <param name="Html">A page of this program; null: the server's own.</param>
internal sealed record Recipe(string Name, string ReadyWhen, string? Html)
{
    /// <summary>The server's page, its lobby with the preview on.</summary>
    public static Recipe Duet { get; } = new("duet", "preview", null);

    /// <summary>The SDK on a page as bare as the classic one's: the flow without the work of a whole page.</summary>
    public static Recipe Sdk { get; } = new("sdk", "preview", EmbeddedText("sdk.html"));

    /// <summary>What pages did before; its socket is open.</summary>
    public static Recipe Classic { get; } = new("classic", "socket open", EmbeddedText("classic.html"));

    /// <summary>In the order in which they are measured.</summary>
    public static IReadOnlyList<Recipe> All { get; } = [Classic, Duet, Sdk];

    /// <summary>Where the page of a room is.</summary>
    public Uri AddressIn(Uri server, string room) => Html is null ? new Uri(server, $"/r/{room}") : new Uri(server, $"/{Name}?room={room}");

    /// <summary>A file of this project that is embedded into it.</summary>
    public static string EmbeddedText(string fileName)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(fileName)!);
        return reader.ReadToEnd();
    }
}
