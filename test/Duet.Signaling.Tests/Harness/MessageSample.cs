using System.Text;
using System.Text.Json;
using Duet.TestKit.Processes;

namespace Duet.Signaling.Tests.Harness;

/// <summary>One of the samples in <c>test/messages</c> that C# and TypeScript share.</summary>
/// <param name="From">Who sends it: <c>client</c>, <c>server</c> or <c>both</c>.</param>
/// <param name="Message">The message itself.</param>
internal sealed record MessageSample(string From, JsonElement Message)
{
    private static string Folder => Path.Combine(Solution.Root, "test", "messages");

    public byte[] Utf8 => Encoding.UTF8.GetBytes(Message.GetRawText());

    public static MessageSample Read(string name)
    {
        var sample = JsonElement.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        return new MessageSample(sample.GetProperty("from").GetString()!, sample.GetProperty("message"));
    }

    /// <summary>The names of all samples that one side sends.</summary>
    public static IEnumerable<string> NamesFrom(params string[] senders) =>
        Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order()
            .Where(name => senders.Contains(Read(name).From));
}
