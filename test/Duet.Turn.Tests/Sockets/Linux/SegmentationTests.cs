using Duet.Stun;
using Duet.Turn.Sockets.Linux;
using Duet.Turn.Tests.Sockets.Harness;

namespace Duet.Turn.Tests.Sockets.Linux;

/// <summary>How datagrams become messages, and what happens when the kernel does not take one.</summary>
public sealed class SegmentationTests : IDisposable
{
    private const int Size = 100;

    private readonly SocketHost _host = new(Layer.Linux);
    private readonly PlainSocket _peer = new();
    private readonly RecordingCall _call = new();
    private readonly LinuxSendBatch _batch;
    private readonly LinuxSocket _socket;

    public SegmentationTests()
    {
        _batch = new LinuxSendBatch((LinuxReceiveBatch)_host.Received, _call.Send);
        _socket = (LinuxSocket)_host.Bind();
    }

    [Fact]
    public void Flush_EqualDatagrams_AreOneMessage()
    {
        AddRun(10);
        _batch.Flush();

        Assert.Equal([new(Pieces: 1, Bytes: 10 * Size, IsRun: true)], _call.Sent);
        Assert.Equal(Bytes.Cut(Bytes.Some(10 * Size), Size), _peer.Receive(10));
    }

    [Fact]
    public void Flush_EqualDatagramsWithHeaders_AreOneMessage()
    {
        AddRun(10, [1, 2, 3, 4]);
        _batch.Flush();

        Assert.Equal([new(Pieces: 20, Bytes: 10 * (4 + Size), IsRun: true)], _call.Sent);
        Assert.Equal(Bytes.Cut(Bytes.Some(10 * Size), Size).Select(payload => (byte[])[1, 2, 3, 4, .. payload]), _peer.Receive(10));
    }

    [Fact]
    public void Flush_OneDatagram_IsNoRun()
    {
        AddRun(1);
        _batch.Flush();

        Assert.Equal([new(Pieces: 1, Bytes: Size, IsRun: false)], _call.Sent);
    }

    [Fact]
    public void Flush_MoreThanTheKernelCuts_AreTwoMessages()
    {
        AddRun(65);
        _batch.Flush();

        Assert.Equal([64 * Size, Size], _call.Sent.Select(message => message.Bytes));
        Assert.Equal(1, _call.Calls);
        Assert.Equal(65, _peer.Receive(65).Count);
    }

    [Fact]
    public void Flush_MoreThanAPacketHolds_AreTwoMessages()
    {
        var payload = _host.Borrow(Bytes.Some(40_000));

        Add(payload);
        Add(payload);
        _batch.Flush();

        Assert.Equal([40_000, 40_000], _call.Sent.Select(message => message.Bytes));
    }

    [Fact]
    public void Flush_AfterAShorterOne_IsAnotherMessage()
    {
        var payload = _host.Borrow(Bytes.Some(Size));

        foreach (var size in new[] { Size, Size, 1, 1, Size }) Add(payload[..size]);
        _batch.Flush();

        Assert.Equal([2 * Size + 1, 1, Size], _call.Sent.Select(message => message.Bytes));
        Assert.Equal([Size, Size, 1, 1, Size], _peer.Receive(5).Select(datagram => datagram.Length));
    }

    [Fact]
    public void Receive_RunOfASenderAfterTheFirstDatagram_IsOneRun()
    {
        var receiver = _host.Bind();
        _batch.Add(_socket, new() { To = receiver.LocalAddress, Payload = _host.Borrow([1]) });
        _batch.Flush();
        _host.Receive(receiver, 1);
        var payload = _host.Borrow(Bytes.Some(10 * Size + 1));

        for (var i = 0; i < payload.Length; i += Size)
        {
            _batch.Add(_socket, new() { To = receiver.LocalAddress, Payload = payload[i..Math.Min(i + Size, payload.Length)] });
        }

        _batch.Flush();

        _host.AwaitReadable(receiver);
        Assert.Equal(1, _host.Received.Receive(receiver));
        var run = _host.Received[0];
        Assert.Equal((10 * Size + 1, Size), (run.Bytes.Length, run.SegmentBytes));
        Assert.Equal(Bytes.Some(10 * Size + 1), run.Bytes.ToArray());
        var sizes = new List<int>();
        foreach (var datagram in run) sizes.Add(datagram.Length);
        Assert.Equal([.. Enumerable.Repeat(Size, 10), 1], sizes);
    }

    [Theory]
    [InlineData(Errno.InputOutput)]
    [InlineData(Errno.InvalidArgument)]
    [InlineData(Errno.MessageSize)]
    public void Flush_RunRefused_IsSentOneByOne(int error)
    {
        _call.RunError = error;

        AddRun(10, [1, 2, 3, 4]);
        _batch.Flush();

        Assert.Equal(Bytes.Cut(Bytes.Some(10 * Size), Size).Select(payload => (byte[])[1, 2, 3, 4, .. payload]), _peer.Receive(10));
        Assert.Equal((10, 0), (_batch.Sent, _batch.Dropped));
    }

    [Fact]
    public void Flush_RunOfOnePieceRefused_IsSentOneByOne()
    {
        _call.RunError = Errno.InvalidArgument;
        var payload = _host.Borrow(Bytes.Some(5 * Size + 1));

        for (var i = 0; i < payload.Length; i += Size) Add(payload[i..Math.Min(i + Size, payload.Length)]);
        _batch.Flush();

        Assert.Equal(Bytes.Cut(Bytes.Some(5 * Size + 1), Size), _peer.Receive(6));
    }

    [Fact]
    public void Flush_RunOfManyPiecesRefused_IsSentOneByOne()
    {
        _call.RunError = Errno.InvalidArgument;
        var payload = _host.Borrow(Bytes.Some(Size));
        (int Header, int Payload, int Padding)[] datagrams = [(0, 61, 0), (3, 57, 1), (60, 0, 1), (2, 56, 3), (0, 61, 0), (4, 0, 1)];

        foreach (var (header, length, padding) in datagrams)
        {
            _batch.Add(_socket, new() { To = _peer.Address, Header = Bytes.Some(header), Payload = payload[..length], PaddingBytes = padding });
        }

        _batch.Flush();

        foreach (var (header, length, padding) in datagrams)
        {
            Assert.Equal([.. Bytes.Some(header), .. Bytes.Some(Size).AsSpan(0, length), .. new byte[padding]], _peer.Receive());
        }
    }

    [Fact]
    public void Flush_RunRefusedAtAWildcard_KeepsTheSource()
    {
        _call.RunError = Errno.InvalidArgument;
        var wildcard = _host.Bind("0.0.0.0");
        var source = InternetAddress.From(System.Net.IPAddress.Parse("127.0.0.2"));
        var payload = _host.Borrow([1]);

        for (var i = 0; i < 3; i++) _batch.Add(wildcard, new() { To = _peer.Address, From = source, Payload = payload });
        _batch.Flush();

        for (var i = 0; i < 3; i++) Assert.Equal(source, _peer.ReceiveFrom().From.Address);
    }

    [Fact]
    public void Flush_WithoutChecksumOffload_TriesNoRunsAnyMore()
    {
        _call.RunError = Errno.InputOutput;
        AddRun(3);
        _batch.Flush();
        _call.Clear();

        AddRun(3);
        _batch.Flush();

        Assert.Equal((1, 3), (_call.Calls, _call.Sent.Count));
        Assert.DoesNotContain(_call.Sent, message => message.IsRun);
    }

    [Fact]
    public void Flush_TooLargeForThePath_GoesOnWithRunsToOthers()
    {
        _call.RunError = Errno.InvalidArgument;
        AddRun(3);
        _batch.Flush();
        _call.Clear();
        _call.RunError = 0;

        AddRun(3);
        _batch.Flush();

        Assert.True(Assert.Single(_call.Sent).IsRun);
    }

    [Fact]
    public void Flush_KernelItselfRefusesRuns_SendsOneByOne()
    {
        // SO_NO_CHECK: without checksums the kernel cuts nothing.
        Assert.True(LinuxCalls.SetOption(_socket.Descriptor, new SocketOption(1, 11), 1) >= 0);

        AddRun(10);
        _batch.Flush();

        Assert.True(_call.Calls > 10);
        Assert.Equal(Bytes.Cut(Bytes.Some(10 * Size), Size), _peer.Receive(10));
    }

    [Fact]
    public void Flush_BuffersFull_CountsEachDatagramAndGoesOn()
    {
        _call.Errors.Enqueue(Errno.TryAgain);
        AddRun(10);
        Add(_host.Received[0].Bytes[..1], _socket.LocalAddress);

        _batch.Flush();

        Assert.Equal((1, 10), (_batch.Sent, _batch.Dropped));
        Assert.Equal(2, _call.Calls);
    }

    [Fact]
    public void Flush_ErrorOfAnEarlierDatagram_IsSentAllTheSame()
    {
        _call.Errors.Enqueue(Errno.ConnectionRefused);
        AddRun(1);

        _batch.Flush();

        Assert.Equal((1, 0), (_batch.Sent, _batch.Dropped));
    }

    [Fact]
    public void Flush_TheSameErrorAgain_IsItsOwn()
    {
        _call.Errors.Enqueue(Errno.NetworkUnreachable);
        _call.Errors.Enqueue(Errno.NetworkUnreachable);
        AddRun(1);

        _batch.Flush();

        Assert.Equal((0, 1, 2), (_batch.Sent, _batch.Dropped, _call.Calls));
    }

    [Fact]
    public void Flush_KernelTakesAFewAtATime_SendsAllInOrder()
    {
        _call.MostAtOnce = 1;
        var payload = _host.Borrow(Bytes.Some(10));

        for (var i = 0; i < 10; i++) Add(payload[..(i + 1)]);
        _batch.Flush();

        Assert.Equal(Enumerable.Range(1, 10), _peer.Receive(10).Select(datagram => datagram.Length));
        Assert.Equal((10, 0), (_batch.Sent, _batch.Dropped));
    }

    public void Dispose()
    {
        _batch.Dispose();
        _host.Dispose();
        _peer.Dispose();
    }

    private void AddRun(int count, params byte[] header)
    {
        var payload = _host.Borrow(Bytes.Some(count * Size));
        for (var i = 0; i < count; i++) _batch.Add(_socket, new() { To = _peer.Address, Header = header, Payload = payload.Slice(i * Size, Size) });
    }

    private void Add(ReadOnlySpan<byte> payload, TransportAddress? to = null) =>
        _batch.Add(_socket, new() { To = to ?? _peer.Address, Payload = payload });
}
