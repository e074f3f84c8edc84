using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Duet.Server.Tests.Signaling.Upgrade;

namespace Duet.Server.Tests.Transport;

/// <summary>HTTP and TLS are Kestrel's; what they carry goes over the transport.</summary>
public sealed class KestrelTests
{
    private const int LargeBytes = 20_000_000;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Protocols => new() { { "http", "1.1" }, { "http", "2.0" }, { "https", "1.1" }, { "https", "2.0" } };

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Response_Large_ArrivesWhole(string scheme, string version)
    {
        await using var server = await TransportServer.StartAsync(scheme, version);
        using var client = server.CreateClient(version);

        var received = await client.GetByteArrayAsync($"/bytes/{LargeBytes}", Stopping);

        Assert.True(RandomBytes.Make(LargeBytes, LargeBytes).AsSpan().SequenceEqual(received));
        await StopAsync(server);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Upload_Large_ArrivesWhole(string scheme, string version)
    {
        await using var server = await TransportServer.StartAsync(scheme, version);
        using var client = server.CreateClient(version);
        var sent = RandomBytes.Make(1, LargeBytes);

        using var response = await client.PostAsync("/hash", new ByteArrayContent(sent), Stopping);

        Assert.Equal(Convert.ToHexString(SHA256.HashData(sent)), await response.Content.ReadAsStringAsync(Stopping));
        await StopAsync(server);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Echo_ManyAtOnce_EachHasItsOwnBack(string scheme, string version)
    {
        await using var server = await TransportServer.StartAsync(scheme, version);
        using var client = server.CreateClient(version);

        await Task.WhenAll(Enumerable.Range(1, 60).Select(async n =>
        {
            var sent = RandomBytes.Make(n, n * 5000);
            using var response = await client.PostAsync("/echo", new ByteArrayContent(sent), Stopping);
            sent.AssertSame(await response.Content.ReadAsByteArrayAsync(Stopping));
        })).WaitAsync(TimeSpan.FromSeconds(60), Stopping);

        await StopAsync(server);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Response_ClientLeaves_TheRequestIsAborted(string scheme, string version)
    {
        await using var server = await TransportServer.StartAsync(scheme, version);
        using (var client = server.CreateClient(version))
        {
            using var response = await client.GetAsync("/endless", HttpCompletionOption.ResponseHeadersRead, Stopping);
            await (await response.Content.ReadAsStreamAsync(Stopping)).ReadExactlyAsync(new byte[100_000], Stopping);
        }

        await server.ClientGone.Task.InTimeAsync();
        await StopAsync(server);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_ClientLeaves_TheRequestIsAborted(bool isReset)
    {
        await using var server = await TransportServer.StartAsync("http", "1.1");
        using (var client = await ConnectAsync(server))
        {
            await client.SendAsync("POST /hash HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nbeginning"u8.ToArray(), Stopping);
            if (isReset) client.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        await server.ClientGone.Task.InTimeAsync();
        await StopAsync(server);
    }

    [Fact]
    public async Task Request_InPiecesAndOverSeveralBlocks_IsAnswered()
    {
        await using var server = await TransportServer.StartAsync("http", "1.1");
        using var client = await ConnectAsync(server);
        var request = $"GET /bytes/5 HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Range(0, 60).Select(n => $"X-{n}: {new string('x', 400)}\r\n"))}\r\n";
        var requests = Encoding.ASCII.GetBytes(request + request.Replace("Host: x", "Host: x\r\nConnection: close", StringComparison.Ordinal));

        await client.SendInPiecesAsync(requests, new Random(1));

        using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answers = await reader.ReadToEndAsync(Stopping).InTimeAsync();
        Assert.Equal(2, answers.Split("HTTP/1.1 200 OK").Length - 1);
        await StopAsync(server);
    }

    [Fact]
    public async Task Connections_Idle_HoldNoBlock()
    {
        await using var server = await TransportServer.StartAsync("http", "1.1");
        var clients = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ConnectAsync(server)));
        foreach (var client in clients)
        {
            await client.SendAsync("GET /bytes/5 HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Stopping);
            Assert.NotEqual(0, await client.ReceiveAsync(new byte[1000], Stopping));
        }

        await Eventually.IsTrueAsync(() => server.Memory.Held == 0, "idle connections give their blocks back");
        Assert.NotEqual(0, server.Memory.Rented);
        foreach (var client in clients) client.Dispose();
    }

    private static async Task<Socket> ConnectAsync(TransportServer server)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Stopping);
        return client;
    }

    private static async Task StopAsync(TransportServer server)
    {
        var memory = server.Memory;
        await server.DisposeAsync();
        await memory.AssertAllReturnedAsync();
    }
}
