using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Duet.Server.Tests.Signaling.Upgrade;
using Duet.Server.Transport;
using Duet.Turn;
using Microsoft.AspNetCore.Connections;

namespace Duet.Server.Tests.Transport;

/// <summary>A TCP connection of the transport's, and the plain socket at the other end of it.</summary>
internal sealed class Loopback : IAsyncDisposable
{
    private Loopback(ConnectionContext server, Socket client, CountingMemory memory) => (Server, Client, Memory) = (server, client, memory);

    public ConnectionContext Server { get; }

    public Socket Client { get; }

    public CountingMemory Memory { get; }

    public PipeReader Input => Server.Transport.Input;

    public PipeWriter Output => Server.Transport.Output;

    public IHeldOutput Held => ((PolledConnection)Server).HeldOutput;

    /// <param name="socketBufferBytes">How much the kernel keeps at each end. Default: 0, as much as it likes.</param>
    public static async Task<Loopback> OpenAsync(int socketBufferBytes = 0)
    {
        var memory = new CountingMemory();
        await using var listener = Listen(memory, socketBufferBytes);
        var client = NewSocket(socketBufferBytes);
        var accepting = listener.AcceptAsync(TestContext.Current.CancellationToken).InTimeAsync();
        await client.ConnectAsync(listener.EndPoint, TestContext.Current.CancellationToken);
        return new Loopback((await accepting)!, client, memory);
    }

    public static PollingListener Listen(CountingMemory memory, int socketBufferBytes = 0)
    {
        var socket = NewSocket(socketBufferBytes); // What is accepted takes its sizes over.
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return new PollingListener(socket, memory);
    }

    /// <summary>Closes the client's end so that the server is told of a lost connection, not of an end.</summary>
    public void ResetClient()
    {
        Client.LingerState = new LingerOption(enable: true, seconds: 0);
        Client.Dispose();
    }

    /// <summary>Writes until the client's end and the kernel take no more, and returns the flush that waits.</summary>
    public ValueTask<FlushResult> FillOutput(byte[] chunk)
    {
        while (true)
        {
            var flush = Output.WriteAsync(chunk, CancellationToken.None);
            if (!flush.IsCompleted) return flush;
        }
    }

    public async Task<byte[]> ReceiveAllAsync()
    {
        using var stream = new NetworkStream(Client, ownsSocket: false);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, TestContext.Current.CancellationToken).InTimeAsync();
        return all.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Client.Dispose();
    }

    private static Socket NewSocket(int socketBufferBytes)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (socketBufferBytes > 0) (socket.SendBufferSize, socket.ReceiveBufferSize) = (socketBufferBytes, socketBufferBytes);
        return socket;
    }
}
