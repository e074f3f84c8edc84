using System.Buffers;
using Duet.Stun.Tests.Harness;

namespace Duet.Stun.Tests;

public sealed class StreamFrameTests
{
    private static readonly byte[] _request = HexFile.Vector("rfc5769-2.1-request");

    public static TheoryData<string, int> Frames => new()
    {
        { Convert.ToHexString(_request), _request.Length },
        { Convert.ToHexString(Raw.Message(Raw.BindingRequest)), 20 },
        { "40000000", 4 },
        { "40000001AA000000", 5 },
        { "40000002AAAA0000", 6 },
        { "40000003AAAAAA00", 7 },
        { "40000004AAAAAAAA", 8 },
        { "7FFF0005AAAAAAAAAA000000", 9 },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void TryRead_EveryPartOfAFrame_NeedsMore(string hex, int frameBytes)
    {
        var bytes = Convert.FromHexString(hex);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Equal((StreamStep.NeedMore, 0, 0), Read(new ReadOnlySequence<byte>(bytes, 0, length)));
        Assert.Equal((StreamStep.Frame, frameBytes, bytes.Length), Read(new ReadOnlySequence<byte>(bytes)));
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void TryRead_FrameSplitAnywhere_IsTheSame(string hex, int frameBytes)
    {
        var bytes = Convert.FromHexString(hex);
        for (var split = 0; split <= bytes.Length; split++)
            Assert.Equal((StreamStep.Frame, frameBytes, bytes.Length), Read(Segments.Of(bytes, split)));
        Assert.Equal((StreamStep.Frame, frameBytes, bytes.Length), Read(Segments.Of(bytes, Enumerable.Range(0, bytes.Length))));
    }

    [Fact]
    public void TryRead_StreamOfAllFramesByteByByte_FindsEachOfThem()
    {
        var frames = Frames.Select(row => (Bytes: Convert.FromHexString(row.Data.Item1), Length: row.Data.Item2)).ToList();
        var stream = frames.SelectMany(each => each.Bytes).ToArray();
        var found = new List<byte[]>();
        var begin = 0;
        for (var end = 0; end <= stream.Length; end++)
        {
            var buffer = new ReadOnlySequence<byte>(stream, begin, end - begin);
            if (StreamFrame.TryRead(buffer, out var frameBytes, out var paddedBytes) is not StreamStep.Frame) continue;
            found.Add(stream[begin..(begin + frameBytes)]);
            begin += paddedBytes;
        }

        Assert.Equal(stream.Length, begin);
        Assert.Equal(frames.Select(each => each.Bytes[..each.Length]), found);
    }

    [Fact]
    public void TryRead_BytesAfterAFrame_AreLeft()
    {
        byte[] bytes = [.. _request, 0xFF, 0xFF];
        Assert.Equal((StreamStep.Frame, _request.Length, _request.Length), Read(new ReadOnlySequence<byte>(bytes)));
    }

    [Theory]
    [InlineData("80")]
    [InlineData("ff")]
    [InlineData("16030100")] // a TLS hello: its length is no multiple of 4 only by chance, its cookie is none
    [InlineData("00010001")]
    [InlineData("00010002")]
    [InlineData("00010003")]
    [InlineData("00010000 2112a443")]
    [InlineData("00010000 00000000")]
    public void TryRead_SomethingElse_IsMalformedAtOnce(string hex)
    {
        byte[] bytes = [.. HexFile.Parse(hex), .. new byte[16]];
        var needed = HexFile.Parse(hex).Length;
        for (var length = needed == 4 && hex[0] == '1' ? 8 : needed; length <= bytes.Length; length++)
            Assert.Equal((StreamStep.Malformed, 0, 0), Read(new ReadOnlySequence<byte>(bytes, 0, length)));
    }

    [Fact]
    public void TryRead_LongestChannelData_IsAFrame()
    {
        var bytes = new byte[65_540];
        ChannelData.WriteHeader(bytes, new ChannelNumber(0x4000), 65_535);
        Assert.Equal((StreamStep.NeedMore, 0, 0), Read(new ReadOnlySequence<byte>(bytes, 0, 65_539)));
        Assert.Equal((StreamStep.Frame, 65_539, 65_540), Read(new ReadOnlySequence<byte>(bytes)));
    }

    [Fact]
    public void TryRead_LongestMessage_IsAFrameOfMaxBytes()
    {
        var bytes = Raw.WithLength(Raw.BindingRequest, StunHeader.MaxAttributeBytes, new byte[StunHeader.MaxAttributeBytes]);
        Assert.Equal((StreamStep.Frame, StreamFrame.MaxBytes, StreamFrame.MaxBytes), Read(new ReadOnlySequence<byte>(bytes)));
    }

    private static (StreamStep Step, int FrameBytes, int PaddedBytes) Read(in ReadOnlySequence<byte> buffer) =>
        (StreamFrame.TryRead(buffer, out var frameBytes, out var paddedBytes), frameBytes, paddedBytes);
}
