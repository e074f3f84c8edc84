namespace Duet.Turn.Sockets.Linux;

/// <summary>The datagrams of one message: all of <see cref="SegmentBytes"/>, but the last, which may be shorter.</summary>
internal struct OutboundRun
{
    public LinuxSocket Socket;
    public int Segments;
    public int SegmentBytes;
    public int Bytes;
}
