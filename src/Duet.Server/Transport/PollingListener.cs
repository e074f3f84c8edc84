using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Transport;

/// <summary>Accepts TCP connections at one address.</summary>
internal sealed class PollingListener : IConnectionListener
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly MemoryPool<byte> _memory;

    /// <param name="socket">Bound and listening. The listener closes it.</param>
    /// <param name="memory">Where the connections' blocks of bytes come from.</param>
    public PollingListener(Socket socket, MemoryPool<byte> memory)
    {
        _socket = socket;
        _memory = memory;
        EndPoint = socket.LocalEndPoint!;
    }

    public EndPoint EndPoint { get; }

    /// <summary>
    /// The next connection; null when the listener is unbound. Clients for whom there are no descriptors are turned away.
    /// </summary>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var accepted = await _socket.AcceptAsync(cancellationToken);
                if (DescriptorLimit.IsNear(accepted)) accepted.Dispose();
                else if (Start(accepted) is { } connection) return connection;
            }
            catch (Exception unbound) when (unbound is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return null;
            }
            catch (SocketException fault) when (fault.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
            {
                // This one client was gone before it was accepted.
            }
            catch (SocketException)
            {
                // Out of memory, or of the whole machine's descriptors: to ask again at once would get the same answer. Clients wait meanwhile.
                await Task.Delay(_pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    /// <summary>Null where this one client cannot be served: it is gone already, or the kernel watches no more sockets.</summary>
    private PolledConnection? Start(Socket accepted)
    {
        try
        {
            accepted.NoDelay = true;
            var connection = new PolledConnection(accepted, _memory);
            connection.Start();
            return connection;
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            accepted.Dispose();
            return null;
        }
    }
}
