using System.Net;
using System.Net.Sockets;
using Duet.TestKit.Processes;

namespace Duet.Server.Tests.Relay;

/// <summary>The relay as its operator meets it: what stops a start, and what is said then.</summary>
public sealed class RelayStartTests
{
    private const string Remedy = "It must be a free port: stop what listens there, choose another, or set Duet:Turn:Enabled to false.";

    [Theory]
    [InlineData(SocketType.Dgram, ProtocolType.Udp)]
    [InlineData(SocketType.Stream, ProtocolType.Tcp)]
    public async Task Port_InUse_StopsTheStartWithOneLine(SocketType type, ProtocolType protocol)
    {
        using var other = new Socket(AddressFamily.InterNetwork, type, protocol);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (type is SocketType.Stream) other.Listen();
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;

        var (exitCode, output) = await DuetProcess.RunToEndAsync($"--Duet:Turn:Port={port}", "--Duet:Turn:ListenAddresses:0=127.0.0.1");

        Assert.Equal(1, exitCode);
        var line = Assert.Single(output.Trim().Split('\n'));
        Assert.StartsWith($"Duet:Turn:Port is '{port}': {protocol.ToString().ToUpperInvariant()} 127.0.0.1:{port}: ", line, StringComparison.Ordinal);
        Assert.EndsWith(Remedy, line.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListenAddress_OfAnotherMachine_StopsTheStartWithOneLine()
    {
        var (exitCode, output) = await DuetProcess.RunToEndAsync("--Duet:Turn:ListenAddresses:0=192.0.2.99");

        Assert.Equal(1, exitCode);
        Assert.Single(output.Trim().Split('\n'));
        Assert.Contains("192.0.2.99", output, StringComparison.Ordinal);
        Assert.Contains("Duet:Turn:ListenAddresses", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadOptions_StopTheStartWithALineEachAndNoPassword()
    {
        var (exitCode, output) = await DuetProcess.RunToEndAsync(
            "--Duet:Turn:AllowedPeers:0=10.0.0.1/8", "--Duet:Turn:RelayPorts=1-2", "--Duet:Turn:Secret=too-short", "--Duet:Turn:Users:a:b=hunter2");

        Assert.Equal(1, exitCode);
        Assert.Equal(4, output.Trim().Split('\n').Length);
        Assert.DoesNotContain("too-short", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);
    }
}
