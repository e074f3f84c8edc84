using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http;
using HttpMethod = Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http.HttpMethod;

namespace Duet.Server.Signaling.Upgrade;

/// <summary>
/// The opening handshake of a browser that talks to us directly (RFC 6455 section 4.2.1), read with Kestrel's own parser. It is strict where
/// a server may be lenient: what does not fit is no error here, it goes the ordinary way through the HTTP pipeline.
/// </summary>
internal sealed class UpgradeRequest : IHttpRequestLineHandler, IHttpHeadersHandler
{
    private const int KeyBytes = 16;
    private static readonly HttpParser<UpgradeRequest> _parser = new(showErrorDetails: false);

    private bool _fits;

    // A query would be HTTP's to look at.
    private static ReadOnlySpan<byte> SignalingTarget => "/ws"u8;

    private UpgradeRequest()
    {
    }

    /// <summary>Who was asked, as the client wrote it.</summary>
    public string? Host { get; private set; }

    /// <summary>The page that asks; null for a client that is no browser.</summary>
    public string? Origin { get; private set; }

    /// <summary>What the answer proves that we understood: 16 bytes as base64.</summary>
    public string? Key { get; private set; }

    private bool IsUpgradeToWebSocket { get; set; }

    private bool IsConnectionUpgrade { get; set; }

    private bool IsVersion13 { get; set; }

    /// <summary>Reads a whole request head. Null where it is incomplete, or is anything but a plain upgrade of <c>/ws</c>.</summary>
    /// <param name="buffer">What the client has sent so far.</param>
    /// <param name="end">Where the head ends and frames begin.</param>
    public static UpgradeRequest? Read(ReadOnlySequence<byte> buffer, out SequencePosition end)
    {
        var request = new UpgradeRequest();
        var reader = new SequenceReader<byte>(buffer);
        try
        {
            var isWhole = _parser.ParseRequestLine(request, ref reader) && _parser.ParseHeaders(request, ref reader);
            end = reader.Position;
            return isWhole && request.IsPlainUpgrade() ? request : null;
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            end = buffer.Start;
            return null;
        }
    }

    public void OnStartLine(HttpVersionAndMethod versionAndMethod, TargetOffsetPathLength targetPath, Span<byte> startLine) =>
        _fits = versionAndMethod is { Method: HttpMethod.Get, Version: HttpVersion.Http11 }
            && startLine[targetPath.Offset..].SequenceEqual(SignalingTarget);

    public void OnHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Is(name, "Host")) Host = Once(Host, value);
        else if (Is(name, "Origin")) Origin = Once(Origin, value);
        else if (Is(name, "Sec-WebSocket-Key")) Key = Once(Key, value);
        else if (Is(name, "Upgrade")) IsUpgradeToWebSocket = Is(value, "websocket");
        else if (Is(name, "Connection")) IsConnectionUpgrade = HasToken(value, "upgrade");
        else if (Is(name, "Sec-WebSocket-Version")) IsVersion13 = Is(value, "13");
        else if (IsForTheHttpPipeline(name)) _fits = false;
    }

    public void OnHeadersComplete(bool endStream)
    {
    }

    // HPACK and QPACK only: HTTP/1.1 has no indexed headers.
    public void OnStaticIndexedHeader(int index) => throw new NotSupportedException();

    public void OnStaticIndexedHeader(int index, ReadOnlySpan<byte> value) => throw new NotSupportedException();

    private bool IsPlainUpgrade() =>
        _fits && IsUpgradeToWebSocket && IsConnectionUpgrade && IsVersion13 && Host is { Length: > 0 } && IsKey(Key);

    private static bool IsKey(string? key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        return key is not null && Convert.TryFromBase64String(key, bytes, out var written) && written == KeyBytes;
    }

    // A body, or a proxy in front whose word on the client's address has to be weighed.
    private static bool IsForTheHttpPipeline(ReadOnlySpan<byte> name) =>
        Is(name, "Content-Length") || Is(name, "Transfer-Encoding") || Is(name, "Forwarded")
        || (name.Length > 12 && Is(name[..12], "X-Forwarded-"));

    private string? Once(string? before, ReadOnlySpan<byte> value)
    {
        if (before is not null) _fits = false;
        return Encoding.Latin1.GetString(value);
    }

    private static bool HasToken(ReadOnlySpan<byte> list, string token)
    {
        foreach (var range in list.Split((byte)','))
        {
            if (Is(list[range].Trim(" \t"u8), token)) return true;
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<byte> bytes, string text) => Ascii.EqualsIgnoreCase(bytes, text);
}
