using Duet.TestKit;
using Duet.Turn.Sockets;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Sockets.Linux;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    public void PacketPath_ManyDatagrams_TakesNothingFromTheHeap(string address)
    {
        using var host = new SocketHost(Layer.Linux);
        var socket = host.Bind(address, use: SocketUse.Listener);
        using var peer = new PlainSocket(address is "0.0.0.0" ? "127.0.0.1" : address);
        var self = socket.LocalAddress with { Address = peer.Address.Address };
        var events = new PollEvent[4];
        var payload = Bytes.Some(1_000);
        host.Poller.Add(socket, 1);

        Relay(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var relayed = Relay(1_000);
        var after = GC.GetAllocatedBytesForCurrentThread();

        // The smallest object for each datagram would be three times as much.
        Assert.InRange(after - before, 0, HeapUse.OfACollection);
        Assert.True(relayed > 1_000);

        // Sends a datagram to itself by each way, waits for it, and sends what came once more.
        int Relay(int rounds)
        {
            var datagrams = 0;
            ReadOnlySpan<byte> header = [1, 2, 3, 4];
            for (var round = 0; round < rounds; round++)
            {
                socket.Send(new() { To = self, From = self.Address, Header = header, Payload = payload });
                host.Poller.Wake();
                if (host.Poller.Wait(events, SocketHost.PatienceMilliseconds) == 0) continue;

                var runs = host.Received.Receive(events[0].Token == 1 ? socket : null!);
                for (var i = 0; i < runs; i++)
                {
                    var run = host.Received[i];
                    foreach (var datagram in run)
                    {
                        datagrams++;
                        if (round % 2 == 1) continue;

                        host.Outbound.Add(socket, new() { To = run.From, From = run.To.Address, Header = header, Payload = datagram });
                    }
                }

                host.Outbound.Flush();
            }

            return datagrams;
        }
    }
}
