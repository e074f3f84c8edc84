using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using Duet.Turn;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Duet.Server.Transport;

/// <summary>A TCP connection as Kestrel wants it: bytes in, bytes out, and a token that says when it is over.</summary>
internal sealed class PolledConnection : DefaultConnectionContext, IDuplexPipe, IMemoryPoolFeature
{
    private static long _count;

    private readonly CancellationTokenSource _closed = new();
    private readonly PolledSocket _socket;
    private readonly SocketInput _input;
    private readonly SocketOutput _output;
    private int _isOver;

    /// <param name="socket">Connected. The connection closes it.</param>
    /// <param name="memory">Where blocks of bytes come from.</param>
    public PolledConnection(Socket socket, MemoryPool<byte> memory)
        : base(Interlocked.Increment(ref _count).ToString("X", CultureInfo.InvariantCulture))
    {
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        ConnectionClosed = _closed.Token;
        MemoryPool = memory;
        _socket = new PolledSocket(socket, OnOver);
        _input = new SocketInput(_socket, memory);
        _output = new SocketOutput(_socket, memory);
        Transport = this;
        Features.Set<IMemoryPoolFeature>(this);
    }

    public MemoryPool<byte> MemoryPool { get; }

    /// <summary>What lies below <see cref="DefaultConnectionContext.Transport"/>, whatever has been put over it.</summary>
    public IHeldOutput HeldOutput => _output;

    PipeReader IDuplexPipe.Input => _input;

    PipeWriter IDuplexPipe.Output => _output;

    /// <summary>Begins to watch the socket.</summary>
    public void Start() => _socket.Start();

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _socket.Cut(abortReason);
        OnOver();
    }

    // The output is left alone: somebody may be in the middle of a flush, and returns its blocks in the end.
    public override ValueTask DisposeAsync()
    {
        _input.Complete();
        _socket.Close();
        OnOver();
        return base.DisposeAsync();
    }

    // On a thread of the pool: who waits for this token may do more than the polling thread has time for. What one of them throws stays in
    // the task; above that thread it would end the process.
    private void OnOver()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0) _ = _closed.CancelAsync();
    }
}
