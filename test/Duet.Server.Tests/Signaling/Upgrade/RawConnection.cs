using System.Net.Sockets;
using System.Text;

namespace Duet.Server.Tests.Signaling.Upgrade;

/// <summary>A client that sends bytes over TCP and reads what comes back, without a protocol of its own.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly NetworkStream _stream;

    private RawConnection(NetworkStream stream) => _stream = stream;

    public static async Task<RawConnection> OpenAsync(RunningDuet duet)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(duet.Address.Host, duet.Address.Port).InTimeAsync();
        return new RawConnection(new NetworkStream(socket, ownsSocket: true));
    }

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes).InTimeAsync();

    /// <summary>Ends our half, if the server has not cut the connection already.</summary>
    public void EndSending()
    {
        try
        {
            _stream.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // It did not wait for it.
        }
    }

    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await _stream.ReadExactlyAsync(next).InTimeAsync();
            head.Append((char)next[0]);
        }

        return head.ToString();
    }

    public Task<ServerFrame> ReadFrameAsync() => ServerFrame.ReadAsync(_stream);

    /// <summary>What came until the server ended the connection or cut it.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await _stream.ReadAsync(buffer).InTimeAsync() is > 0 and var count) text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        catch (IOException)
        {
            // Cut, with bytes of ours that it had not read.
        }

        return text.ToString();
    }

    public void Dispose() => _stream.Dispose();
}
