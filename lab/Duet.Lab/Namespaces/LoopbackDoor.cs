using System.Net;
using System.Net.Sockets;

namespace Duet.Lab.Namespaces;

/// <summary>A way from a port of the machine's 127.0.0.1 to the same port of a network's, for TCP. Nothing else of the network is reached by it.</summary>
internal sealed class LoopbackDoor : IAsyncDisposable
{
    private readonly NetworkNamespace _network;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _open;

    /// <summary>Opens it, at a port that is free on the machine.</summary>
    /// <param name="network">The network, in which nobody has that port yet.</param>
    public LoopbackDoor(NetworkNamespace network)
    {
        _network = network;
        _listener.Start();
        _open = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _open;
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true) connections.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient outside)
    {
        using (outside)
        {
            try
            {
                using var inside = NamespaceThread.Run(_network.Name, () => new TcpClient(IPAddress.Loopback.ToString(), Port));
                var (one, other) = (outside.GetStream(), inside.GetStream());
                await Task.WhenAny(one.CopyToAsync(other, _closing.Token), other.CopyToAsync(one, _closing.Token));
            }
            catch (LabException)
            {
                // Nobody listens inside: whoever came is told so by the end of their connection.
            }
        }
    }
}
