using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Duet.Server.Tests.Signaling.Upgrade;
using Duet.TestKit.Processes;

namespace Duet.Server.Tests.Transport;

/// <summary>More clients than the process may have descriptors.</summary>
public sealed class DescriptorLimitTests
{
    private const int MoreDescriptors = 100;
    private const int Clients = 200;
    private const int Reserve = 32;
    private const int MostWindows = 10;
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _rest = _window / 20;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accept_DescriptorsRunOut_TurnsClientsAwayAndServesLater()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/prlimit"), "prlimit(1) of util-linux sets the limit.");
        await using var duet = await DuetProcess.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = duet.Address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/", Stopping)).StatusCode); // All that it needs is loaded.
        var limit = DescriptorsOf(duet) + MoreDescriptors;
        await using var prlimit = ChildProcess.Start("prlimit", [$"--pid={duet.Id}", $"--nofile={limit}:"]);
        Assert.Equal(0, await prlimit.WaitForExitAsync(_window * 15));

        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => ConnectAsync(duet)));
        await Eventually.IsTrueAsync(() => clients.Count(IsTurnedAway) >= Clients - MoreDescriptors, "those beyond the limit are turned away");
        Assert.InRange(clients.Count(IsTurnedAway), Clients - MoreDescriptors, Clients - 1);
        Assert.InRange(DescriptorsOf(duet), limit - (2 * Reserve), limit - (Reserve / 2));

        await AssertComesToRestAsync(duet);
        Assert.False(duet.HasExited);

        foreach (var client in clients) client.Dispose();
        await Eventually.IsTrueAsync(() => DescriptorsOf(duet) < limit - (2 * Reserve), "descriptors are given back");
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/", Stopping).InTimeAsync()).StatusCode);
    }

    // Load cannot be seen otherwise than by letting time pass. The first windows may still have the start's.
    private static async Task AssertComesToRestAsync(DuetProcess duet)
    {
        var used = TimeSpan.MaxValue;
        for (var i = 0; i < MostWindows && used > _rest; i++)
        {
            var before = ProcessorTimeOf(duet);
            await Task.Delay(_window, TimeProvider.System, Stopping);
            used = ProcessorTimeOf(duet) - before;
        }

        Assert.InRange(used, TimeSpan.Zero, _rest);
    }

    private static bool IsTurnedAway(Socket client) => client.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    private static int DescriptorsOf(DuetProcess duet) => Directory.GetFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{duet.Id}/fd")).Length;

    private static TimeSpan ProcessorTimeOf(DuetProcess duet)
    {
        using var process = Process.GetProcessById(duet.Id);
        return process.TotalProcessorTime;
    }

    private static async Task<Socket> ConnectAsync(DuetProcess duet)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(duet.Address.Host, duet.Address.Port, Stopping);
        return client;
    }
}
