using System.Diagnostics;
using System.Net.WebSockets;
using Duet.Server.Network;
using Duet.Server.Startup;
using Duet.Server.Tests.Signaling;
using Duet.TestKit.Processes;

namespace Duet.Server.Tests.Startup;

/// <summary>The server as its operator meets it: a process in a terminal.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task CtrlC_TellsClientsAndEndsWithinFiveSeconds()
    {
        await using var duet = await DuetProcess.StartAsync();
        await using var polite = await SignalingClient.ConnectAsync(duet.SignalingEndpoint);
        await using var deaf = await SignalingClient.ConnectAsync(duet.SignalingEndpoint);
        await polite.JoinAsync("room", "anna");
        await deaf.JoinAsync("room", "ben"); // From here on it reads nothing, not even the close frame.
        await polite.ReceiveAsync("new-peer");

        var clock = Stopwatch.StartNew();
        var stopping = duet.StopAsync(asCtrlC: true);

        Assert.Equal("shutting-down", await polite.ReceiveErrorAsync());
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await polite.ReceiveCloseAsync());
        Assert.Equal(0, await stopping);
        Assert.True(clock.Elapsed <= TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}. The server's output:\n{duet.Output}");
    }

    [Fact]
    public async Task Https_FirstRun_PrintsAnAddressThatAnswers()
    {
        await using var duet = await DuetProcess.StartAsync(new DuetProcessOptions { Urls = "https://*:0" });
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var http = new HttpClient(handler);

        var page = await http.GetStringAsync(duet.Address, TestContext.Current.CancellationToken);

        Assert.Equal("https", duet.Address.Scheme);
        Assert.Equal("localhost", duet.Address.Host);
        Assert.Contains("<duet-app", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', duet.Output); // No QR code where the output is not a terminal.
    }

    [Fact]
    public async Task Terminal_ShowsAQrCodeForThePhone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "script(1) of util-linux plays the terminal.");
        Assert.SkipWhen(MachineAddresses.Routed() is null, "This machine is on no network.");
        var server = typeof(DuetApplication).Assembly.Location;
        await using var terminal = ChildProcess.Start("script", ["-qec", $"dotnet '{server}' --urls http://*:0", "/dev/null"]);

        var banner = await terminal.WaitForAsync(
            "the whole banner", output => output.Contains("Ctrl+C stops it.", StringComparison.Ordinal) ? output : null, TimeSpan.FromSeconds(30));

        Assert.Contains("For the phone beside you:", banner, StringComparison.Ordinal);
        Assert.Contains("█▀▀▀▀▀█", banner, StringComparison.Ordinal); // The upper edge of a finder pattern.
    }

    [Fact]
    public async Task BadOption_StopsTheStartWithOneLine()
    {
        var (exitCode, output) = await DuetProcess.RunToEndAsync("--Duet:Signaling:MessagesPerSecond=0");

        Assert.Equal(1, exitCode);
        Assert.Equal("Duet:Signaling:MessagesPerSecond is '0': it must be a whole number from 1 to 1000000 (messages).", output.Trim());
    }

    [Fact]
    public async Task Port_InUse_StopsTheStartWithOneLine()
    {
        await using var first = await DuetProcess.StartAsync();

        var (exitCode, output) = await DuetProcess.RunToEndAsync("--urls", first.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(1, exitCode);
        Assert.Contains($"{first.Address.Authority}: address already in use", output, StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("ftp://x")]
    [InlineData("http://*:99999")]
    public async Task Urls_Invalid_StopTheStartWithOneLine(string urls)
    {
        var (exitCode, output) = await DuetProcess.RunToEndAsync("--urls", urls);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"urls is '{urls}': it must be http://HOST:PORT", output.Trim(), StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'));
    }

    [Fact]
    public async Task Environment_SetsOptionsToo()
    {
        await using var duet = await DuetProcess.StartAsync(new DuetProcessOptions
        {
            Environment = new Dictionary<string, string?> { ["Duet__Signaling__KeepaliveInterval"] = "00:00:07" },
        });
        await using var anna = await SignalingClient.ConnectAsync(duet.SignalingEndpoint);

        Assert.Equal(7, (await anna.JoinAsync("room", "anna"))["keepaliveSeconds"]!.GetValue<int>());
    }

    [Fact]
    public async Task Help_ListsTheOptions()
    {
        var (exitCode, output) = await DuetProcess.RunToEndAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("Duet:Signaling:MaxMessageBytes", output, StringComparison.Ordinal);
    }
}
