using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Duet.Stun;

namespace Duet.Turn.Tests.Listeners.Harness;

/// <summary>A connection in memory. What the client writes is handled by the server before the write returns.</summary>
internal sealed class StreamTransport : IClientTransport
{
    private readonly Pipe _toServer = new(InlineOptions());
    private readonly Pipe _toClient;

    /// <param name="server">Who serves it.</param>
    /// <param name="from">Where the connection pretends to come from.</param>
    /// <param name="isTls">Whether it is TLS, as far as the server knows.</param>
    /// <param name="room">Bytes that the server can write before anybody reads.</param>
    public StreamTransport(TurnServer server, IPEndPoint from, bool isTls = false, int room = 65_536)
    {
        Address = TransportAddress.From(from);
        _toClient = new Pipe(InlineOptions(room));
        Served = server.ServeAsync(
            new Duplex(_toServer.Reader, _toClient.Writer), from, new IPEndPoint(IPAddress.Loopback, server.UdpPort), isTls);
    }

    public TransportAddress Address { get; }

    /// <summary>Ends when the server is done with the connection.</summary>
    public Task Served { get; }

    /// <summary>Where what the server wrote is read.</summary>
    public PipeReader Input => _toClient.Reader;

    public Task SendAsync(byte[] message) => WriteAsync([.. message, .. new byte[-message.Length & 3]]);

    /// <summary>Writes bytes, which need not be a whole message.</summary>
    public async Task WriteAsync(params byte[] bytes) => await _toServer.Writer.WriteAsync(bytes);

    public async Task<byte[]> ReceiveAsync()
    {
        while (true)
        {
            var result = await Input.ReadAsync().AsTask().WaitAsync(RunningServer.Patience);
            if (StreamFrame.TryRead(result.Buffer, out var frameBytes, out var paddedBytes) is StreamStep.Frame)
            {
                var frame = result.Buffer.Slice(0, frameBytes).ToArray();
                Input.AdvanceTo(result.Buffer.GetPosition(paddedBytes));
                return frame;
            }

            Assert.False(result.IsCompleted, "The connection is over.");
            Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>The client hangs up.</summary>
    public void HangUp() => _toServer.Writer.Complete();

    /// <summary>The network fails.</summary>
    public void Break() => _toServer.Writer.Complete(new IOException("Connection reset by peer."));

    /// <summary>Waits until the server is done with it.</summary>
    public Task IsServedAsync() => Served.WaitAsync(RunningServer.Patience);

    public void Dispose()
    {
        _toServer.Writer.Complete();
        _toClient.Reader.Complete();
    }

    private static PipeOptions InlineOptions(int room = 65_536) => new(
        readerScheduler: PipeScheduler.Inline,
        writerScheduler: PipeScheduler.Inline,
        pauseWriterThreshold: room,
        resumeWriterThreshold: room / 2,
        useSynchronizationContext: false);

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
