using System.Globalization;

namespace Duet.Lab.Namespaces;

/// <summary>A network of its own on this machine. It sees nothing of the machine's, and ends with all processes in it.</summary>
internal sealed class NetworkNamespace : IAsyncDisposable
{
    private NetworkNamespace(string name) => Name = name;

    /// <summary>As <c>ip netns</c> has it.</summary>
    public string Name { get; }

    private string Files => Path.Combine("/etc/netns", Name);

    public static async Task<NetworkNamespace> CreateAsync(string role)
    {
        var network = new NetworkNamespace(LabName.For(role));
        await Command.RunAsync("ip", ["netns", "add", network.Name]);
        await network.IpAsync("link set lo up");
        return network;
    }

    /// <summary>Puts a cable between two networks, with a plug in each.</summary>
    public static Task CableAsync(NetworkNamespace one, string onesPlug, NetworkNamespace other, string othersPlug) =>
        Command.RunAsync("ip", ["link", "add", onesPlug, "netns", one.Name, "type", "veth", "peer", "name", othersPlug, "netns", other.Name]);

    /// <summary>Runs commands of <c>ip</c> inside, one a line.</summary>
    public Task IpAsync(params string[] commands) => Command.RunAsync("ip", ["-n", Name, "-batch", "-"], string.Join('\n', commands) + '\n');

    /// <summary>Adds rules of nftables inside.</summary>
    public Task NftAsync(string rules) => Command.RunAsync("ip", ["netns", "exec", Name, "nft", "-f", "-"], rules);

    /// <summary>Sets the queue of a device inside.</summary>
    public Task TcAsync(params string[] arguments) => Command.RunAsync("tc", ["-n", Name, .. arguments]);

    public Task<string> RunAsync(string program, params string[] arguments) =>
        Command.RunAsync("ip", ["netns", "exec", Name, program, .. arguments]);

    /// <summary>Sets options of the kernel inside: <c>net/ipv4/ip_forward=1</c>.</summary>
    public Task SetAsync(params string[] options)
    {
        var lines = options.Select(option => option.Split('=')).Select(parts => $"echo {parts[1]} > /proc/sys/{parts[0]}");
        return Command.RunAsync("ip", ["netns", "exec", Name, "sh", "-e"], string.Join('\n', lines) + '\n');
    }

    /// <summary>
    /// What programs started inside find as <c>/etc/hosts</c>; <c>ip netns exec</c> puts it there for them alone. There is no other source of names.
    /// </summary>
    public async Task WriteHostsAsync(string hosts)
    {
        Directory.CreateDirectory(Files);
        await File.WriteAllTextAsync(Path.Combine(Files, "hosts"), hosts);
        await File.WriteAllTextAsync(Path.Combine(Files, "resolv.conf"), "nameserver 127.0.0.1\n"); // nobody listens there, and says so at once
    }

    /// <summary>Kills all that runs inside.</summary>
    public Task EndProcessesAsync() => EndProcessesAsync(Name);

    public ValueTask DisposeAsync() => RemoveAsync(Name);

    /// <summary>Removes a namespace of a laboratory, and ends what runs in it.</summary>
    public static async ValueTask RemoveAsync(string name)
    {
        await EndProcessesAsync(name);
        await Command.RunAsync("ip", ["netns", "delete", name]);
        var files = Path.Combine("/etc/netns", name);
        if (Directory.Exists(files)) Directory.Delete(files, recursive: true);
    }

    private static async Task EndProcessesAsync(string name)
    {
        foreach (var line in (await Command.RunAsync("ip", ["netns", "pids", name])).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            End(int.Parse(line, CultureInfo.InvariantCulture));
    }

    private static void End(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }
}
