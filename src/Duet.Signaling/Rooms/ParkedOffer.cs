using Duet.Signaling.Messages;

namespace Duet.Signaling.Rooms;

/// <summary>
/// An offer that somebody made while they were alone, and the candidates that belong to it, kept with their seat for whoever comes. After the
/// hand-over it holds nothing, and only says that the one who came has it. Guarded by the room's gate.
/// </summary>
internal sealed class ParkedOffer
{
    private const int MostBytesOfACodePoint = 4; // UTF-8

    private readonly SignalingOptions _options;
    private readonly TimeProvider _time;
    private readonly long _parkedAt;
    private List<UnaddressedMessage>? _messages;
    private byte[]? _preview;
    private int _bytes;

    public ParkedOffer(in UnaddressedMessage offer, SignalingOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _parkedAt = time.GetTimestamp();
        _messages = [offer];
        _bytes = Weigh(offer);
    }

    /// <summary>Whether the offer alone is more than is kept for one seat.</summary>
    public bool IsTooLarge => _bytes > _options.MaxParkedBytes;

    /// <summary>Whether nobody came in time. What has been handed over lasts.</summary>
    public bool IsExpired => _messages is not null && _time.GetElapsedTime(_parkedAt) >= _options.ParkedOfferLifetime;

    /// <summary>Keeps a candidate. False where there would be more than is kept for one seat.</summary>
    public bool TryAdd(in UnaddressedMessage candidate)
    {
        var bytes = _bytes + Weigh(candidate);
        if (bytes > _options.MaxParkedBytes) return false;

        _messages!.Add(candidate);
        _bytes = bytes;
        return true;
    }

    /// <summary>
    /// What those who prepare may see of it: the message as it came. Null where nothing was said, where nobody came in time, and after the
    /// hand-over.
    /// </summary>
    public byte[]? Preview => _messages is null || IsExpired ? null : _preview;

    /// <summary>Keeps a preview in place of the one before. False where there would be more than is kept for one seat, and none is kept.</summary>
    public bool TryPreview(byte[] message)
    {
        _bytes -= _preview?.Length ?? 0;
        _preview = null;
        if (_bytes + message.Length > _options.MaxParkedBytes) return false;

        _preview = message;
        _bytes += message.Length;
        return true;
    }

    /// <summary>Posts the offer and its candidates, in their order, to the one who came, and lets go of them.</summary>
    public void HandOver(Participant newcomer)
    {
        foreach (var message in _messages!) newcomer.Post(message.AddressedTo(newcomer.Uid));
        _messages = null;
        _preview = null;
    }

    // With the longest name there is: whoever comes, what they are handed is never more than was counted, and no candidate is free.
    private int Weigh(in UnaddressedMessage message) => message.Utf8.Length + (MostBytesOfACodePoint * _options.MaxNameLength);
}
