using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using Duet.Server.Signaling.Upgrade;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Tests.Signaling.Upgrade;

/// <summary>A server's WebSocket on two pipes in memory, with the client's ends of them in the test's hand.</summary>
internal sealed class SocketInMemory : IAsyncDisposable
{
    private readonly Connection _connection;

    /// <param name="pauseWriterThreshold">As many bytes the client may leave unread before the server has to wait.</param>
    public SocketInMemory(int pauseWriterThreshold = 64 * 1024)
    {
        // Small segments, so that frames and their headers stretch over several; and what was written is read before the writer goes on.
        var toServer = new Pipe(new PipeOptions(
            MemoryPool<byte>.Shared, PipeScheduler.Inline, minimumSegmentSize: 16, pauseWriterThreshold: 0, useSynchronizationContext: false));
        var toClient = new Pipe(new PipeOptions(
            pauseWriterThreshold: pauseWriterThreshold, resumeWriterThreshold: Math.Max(1, pauseWriterThreshold / 2), useSynchronizationContext: false));
        _connection = new Connection(toServer, toClient);
        ToServer = toServer.Writer;
        FromServer = toClient.Reader;
        Stream = new ClientStream(FromServer.AsStream(), ToServer.AsStream());
        Server = new ConnectionWebSocket(_connection, Time);
    }

    public ManualTimeProvider Time { get; } = new();

    public ConnectionWebSocket Server { get; }

    public PipeWriter ToServer { get; }

    public PipeReader FromServer { get; }

    public Stream Stream { get; }

    public bool IsCut => _connection.IsCut;

    /// <summary>The oracle: .NET's own WebSocket as the client.</summary>
    public WebSocket CreateClient() => WebSocket.CreateFromStream(Stream, new WebSocketCreationOptions { KeepAliveInterval = TimeSpan.Zero });

    public async Task SendAsync(params byte[][] frames) => await ToServer.WriteAsync(frames.SelectMany(frame => frame).ToArray()).InTimeAsync();

    public Task<ServerFrame> ReadFrameAsync() => ServerFrame.ReadAsync(Stream);

    /// <summary>On another thread: a receive that went round and round would not return to its caller.</summary>
    public Task<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer) =>
        Task.Run(async () => await Server.ReceiveAsync(buffer, CancellationToken.None)).InTimeAsync();

    /// <summary>Everything up to the end of a message.</summary>
    public async Task<ReceivedWhole> ReceiveMessageAsync(int bufferBytes = 4096)
    {
        var buffer = new byte[bufferBytes];
        var message = new MemoryStream();
        while (true)
        {
            var part = await ReceiveAsync(buffer);
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return new ReceivedWhole(part.MessageType, message.ToArray());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ToServer.CompleteAsync();
        await FromServer.CompleteAsync();
        Server.Dispose();
    }

    private sealed class Connection : DefaultConnectionContext, IDuplexPipe
    {
        private readonly Pipe _toServer;
        private readonly Pipe _toClient;

        public Connection(Pipe toServer, Pipe toClient)
        {
            (_toServer, _toClient) = (toServer, toClient);
            Transport = this;
        }

        public PipeReader Input => _toServer.Reader;

        public PipeWriter Output => _toClient.Writer;

        public bool IsCut { get; private set; }

        // As a transport does it: what is read ends with the reason, and nobody takes what is written.
        public override void Abort(ConnectionAbortedException abortReason)
        {
            IsCut = true;
            _toServer.Writer.Complete(abortReason);
            _toClient.Reader.Complete();
        }
    }

    private sealed class ClientStream(Stream input, Stream output) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            input.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            output.WriteAsync(buffer, cancellationToken);
    }
}
