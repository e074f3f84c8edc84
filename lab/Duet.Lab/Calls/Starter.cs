using Duet.Lab.Namespaces;

namespace Duet.Lab.Calls;

/// <summary>A program that starts another one in a network.</summary>
internal static class Starter
{
    /// <summary>Writes it.</summary>
    /// <param name="name">What it is called, beside the network.</param>
    /// <param name="network">Where the other runs.</param>
    /// <param name="command">The other, with arguments; those that the starter is given follow them.</param>
    /// <returns>Its path.</returns>
    public static async Task<string> WriteAsync(string name, NetworkNamespace network, string command)
    {
        var path = LabDirectory.File($"{name}-{network.Name}");
        await File.WriteAllTextAsync(path, $"#!/bin/sh\nexec ip netns exec {network.Name} {command} \"$@\"\n");
        await Command.RunAsync("chmod", ["+x", path]);
        return path;
    }
}
