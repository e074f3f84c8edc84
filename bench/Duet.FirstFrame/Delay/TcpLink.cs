using System.Net;
using System.Net.Sockets;

namespace Duet.FirstFrame.Delay;

/// <summary>One forwarded TCP connection. What one side closes is closed for the other, as late as its bytes come.</summary>
internal sealed class TcpLink : IAsyncDisposable
{
    private const int ReadBytes = 64 * 1024;

    // A receiver that has not read for this long would hold up all that is on the line.
    private const int SendMilliseconds = 2000;

    private readonly Flow _flow;
    private readonly Socket _client;
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly IPEndPoint _target;
    private readonly DelayLine _line;
    private readonly Action<SeenPacket>? _see;
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource _established = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;

    public TcpLink(Flow flow, Socket client, IPEndPoint target, DelayLine line, Action<SeenPacket>? see)
    {
        (_flow, _client, _target, _line, _see) = (flow, client, target, line, see);
        foreach (var socket in new[] { _client, _server }) (socket.NoDelay, socket.SendTimeout) = (true, SendMilliseconds);
        _running = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        End();
        _ending.Dispose();
    }

    private async Task RunAsync()
    {
        _line.Post(Connect);
        try
        {
            await _established.Task.WaitAsync(_ending.Token);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            End();
            return;
        }

        await Task.WhenAll(PumpAsync(_client, _server, isFromClient: true), PumpAsync(_server, _client, isFromClient: false));
    }

    private void Connect()
    {
        try
        {
            _server.Connect(_target);
            _line.Post(() => _established.TrySetResult());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            _line.Post(() => _established.TrySetException(new SocketException((int)SocketError.ConnectionRefused)));
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isFromClient)
    {
        var buffer = new byte[ReadBytes];
        try
        {
            while (await from.ReceiveAsync(buffer, _ending.Token) is > 0 and var count)
            {
                var bytes = buffer.AsSpan(0, count).ToArray();
                _line.Post(() => Deliver(() => SendAll(to, bytes)));
                _see?.Invoke(new SeenPacket(TimeProvider.System.GetUtcNow(), _flow, isFromClient, bytes));
            }

            _line.Post(() => Deliver(() => to.Shutdown(SocketShutdown.Send)));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            _line.Post(End); // reset: both are over
        }
        catch (OperationCanceledException)
        {
            // The link is disposed.
        }
    }

    private static void SendAll(Socket to, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[to.Send(bytes)..];
    }

    private void Deliver(Action act)
    {
        try
        {
            act();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            End();
        }
    }

    private void End()
    {
        _client.Dispose();
        _server.Dispose();
    }
}
