namespace Duet.Server.Configuration;

/// <summary>Duet cannot start, for reasons that its operator can mend. Each line of the message stands for itself.</summary>
internal sealed class StartupException : Exception
{
    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
