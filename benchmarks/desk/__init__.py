"""./run bench desk: does the sandbox's page lag with many phones and many messages?"""
