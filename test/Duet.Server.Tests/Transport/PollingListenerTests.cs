using System.Net;
using System.Net.Sockets;
using Duet.Server.Tests.Signaling.Upgrade;
using Duet.Server.Transport;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Tests.Transport;

public sealed class PollingListenerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Accept_Unbound_IsNull(bool isWaiting)
    {
        var listener = Loopback.Listen(new CountingMemory());
        var accepting = isWaiting ? listener.AcceptAsync(CancellationToken.None).InTimeAsync() : null;

        await listener.UnbindAsync(CancellationToken.None);

        Assert.Null(await (accepting ?? listener.AcceptAsync(CancellationToken.None).InTimeAsync()));
        await listener.DisposeAsync();
    }

    [Fact]
    public async Task Accept_TokenCanceled_Throws()
    {
        await using var listener = Loopback.Listen(new CountingMemory());
        using var cancellation = new CancellationTokenSource();
        var accepting = listener.AcceptAsync(cancellation.Token).InTimeAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting);
    }

    [Fact]
    public async Task Accept_ClientIsGoneAlready_GoesOnToTheNext()
    {
        var memory = new CountingMemory();
        await using var listener = Loopback.Listen(memory);
        using (var gone = await ConnectAsync(listener)) gone.LingerState = new LingerOption(enable: true, seconds: 0);
        using var client = await ConnectAsync(listener);
        await client.SendAsync(new byte[] { 42 }, TestContext.Current.CancellationToken);

        // Whether the one that is gone is accepted still is the kernel's choice.
        await using var first = await listener.AcceptAsync(CancellationToken.None).InTimeAsync();
        await using var second = Equals(first!.RemoteEndPoint, client.LocalEndPoint) ? first : await listener.AcceptAsync(CancellationToken.None).InTimeAsync();

        Assert.Equal([42], (await second!.Transport.Input.ReadAsync(CancellationToken.None).InTimeAsync()).Buffer.FirstSpan.ToArray());
    }

    [Fact]
    public async Task Bind_AddressInUse_SaysSoAsKestrelExpects()
    {
        var transport = new PollingTransport();
        await using var first = await transport.BindAsync(new IPEndPoint(IPAddress.Loopback, 0), CancellationToken.None);

        await Assert.ThrowsAsync<AddressInUseException>(async () => await transport.BindAsync(first.EndPoint, CancellationToken.None));
    }

    [Fact]
    public void CanBind_TcpOnly()
    {
        var transport = new PollingTransport();

        Assert.True(transport.CanBind(new IPEndPoint(IPAddress.IPv6Any, 0)));
        Assert.False(transport.CanBind(new UnixDomainSocketEndPoint("/tmp/duet")));
        Assert.False(transport.CanBind(new FileHandleEndPoint(3, FileHandleType.Auto)));
    }

    private static async Task<Socket> ConnectAsync(PollingListener listener)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.EndPoint, TestContext.Current.CancellationToken);
        return client;
    }
}
