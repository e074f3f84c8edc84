namespace Duet.Turn.Sockets.Linux;

/// <summary>Reads pieces of memory one after the other as if they were one.</summary>
internal unsafe ref struct IoVectorReader(IoVector* next)
{
    private IoVector* _next = next;
    private nuint _offset;

    /// <summary>Cuts off the next <paramref name="bytes"/>, which must be there. Returns how many <paramref name="pieces"/> they lie in.</summary>
    public int Read(int bytes, IoVector* pieces)
    {
        var count = 0;
        for (var left = (nuint)bytes; left > 0; count++)
        {
            var length = Math.Min(left, _next->Length - _offset);
            pieces[count] = new IoVector { Start = _next->Start + _offset, Length = length };
            left -= length;
            _offset += length;
            if (_offset < _next->Length) continue;

            _next++;
            _offset = 0;
        }

        return count;
    }
}
