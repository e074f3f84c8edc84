using Duet.Stun;

namespace Duet.Turn.Sockets.Linux;

internal sealed unsafe class LinuxSocket : IDatagramSocket
{
    private readonly Descriptor _descriptor;
    private uint _receiveDrops;
    private bool _isReadyForTraffic;

    public LinuxSocket(Descriptor descriptor, in TransportAddress localAddress, SocketUse use)
    {
        _descriptor = descriptor;
        _isReadyForTraffic = use is SocketUse.Listener;
        LocalAddress = localAddress;
        IsWildcard = localAddress.Address.IsUnspecified;
        Segments = LinuxSockets.KernelSegments;
    }

    public TransportAddress LocalAddress { get; }

    public bool IsWildcard { get; }

    public long ReceiveDrops { get; private set; }

    /// <summary>Whether the kernel may be given runs to cut.</summary>
    public bool Segments { get; set; }

    /// <summary>For the worker's own thread; -1 once closed.</summary>
    public int Descriptor => _descriptor.Number;

    public bool Send(in OutboundDatagram datagram)
    {
        if (!TryEnter(out var descriptor)) return false;

        try
        {
            return Send(descriptor, datagram);
        }
        finally
        {
            Exit();
        }
    }

    public void SetDontFragment(bool on)
    {
        if (!_descriptor.TryEnter(out var descriptor)) return;

        LinuxSocketOptions.SetDontFragment(descriptor, LocalAddress.Family, on);
        _descriptor.Exit();
    }

    /// <summary>For whoever is not its worker: keeps it open until <see cref="Exit"/>. False once it was closed.</summary>
    public bool TryEnter(out int descriptor) => _descriptor.TryEnter(out descriptor);

    public void Exit() => _descriptor.Exit();

    public bool TryReadError(out PeerError error) => LinuxErrorQueue.TryRead(Descriptor, out error);

    /// <summary>The worker's own thread received something.</summary>
    public void Received()
    {
        if (_isReadyForTraffic) return;

        _isReadyForTraffic = true;
        LinuxSocketOptions.ApplyForTraffic(Descriptor, SocketUse.Relay);
    }

    /// <summary>Counts on from what the kernel tells: all that this socket dropped so far, in 32 bits.</summary>
    public void CountReceiveDrops(uint total)
    {
        ReceiveDrops += total - _receiveDrops;
        _receiveDrops = total;
    }

    public void Dispose() => _descriptor.Dispose();

    private bool Send(int descriptor, in OutboundDatagram datagram)
    {
        ulong zeros = 0;
        var name = new NativeAddress(datagram.To);
        var control = stackalloc byte[ControlMessages.SendBytes];
        fixed (byte* header = datagram.Header, payload = datagram.Payload)
        {
            var vectors = stackalloc IoVector[3];
            vectors[0] = new() { Start = header, Length = (nuint)datagram.Header.Length };
            vectors[1] = new() { Start = payload, Length = (nuint)datagram.Payload.Length };
            vectors[2] = new() { Start = (byte*)&zeros, Length = (nuint)datagram.PaddingBytes };
            var message = new MessageHeader { Name = &name, NameLength = name.Length, Vectors = vectors, VectorCount = 3, Control = control };
            if (NamesSource(datagram)) message.ControlLength = (nuint)ControlMessages.WriteLocalAddress(control, datagram.From);
            var sent = LinuxCalls.Send(descriptor, &message);
            return sent >= 0 || (Errno.MayBeOfAnEarlierDatagram(-sent) && LinuxCalls.Send(descriptor, &message) >= 0);
        }
    }

    /// <summary>Whether the kernel must be told the source: a socket that is bound to one address has no other.</summary>
    public bool NamesSource(in OutboundDatagram datagram) => IsWildcard && datagram.From != default;
}
