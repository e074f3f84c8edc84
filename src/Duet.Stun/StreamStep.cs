namespace Duet.Stun;

/// <summary>What a look at a stream came to.</summary>
public enum StreamStep
{
    /// <summary>Not all of the message is there.</summary>
    NeedMore,

    /// <summary>One whole message is there.</summary>
    Frame,

    /// <summary>The stream is neither STUN nor ChannelData, and cannot become it again.</summary>
    Malformed,
}
