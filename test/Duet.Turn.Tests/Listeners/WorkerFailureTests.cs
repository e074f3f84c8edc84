using Duet.Turn.Tests.Listeners.Harness;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Listeners;

public sealed class WorkerFailureTests
{
    [Theory, OnEachLayer]
    public async Task RunAsync_AWorkerFails_EndsAndSaysWhyAndFreesThePort(Layer layer)
    {
        var server = new RunningServer(new FailingLayer(Layers.Open(layer)));

        var running = server.Running;
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => running.WaitAsync(RunningServer.Patience, TestContext.Current.CancellationToken));

        Assert.Equal("The poller is broken.", failure.Message);
        using var host = new SocketHost(layer);
        Assert.NotNull(host.TryBind("127.0.0.1", server.Turn.UdpPort));
    }
}
